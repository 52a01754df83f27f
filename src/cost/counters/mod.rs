//! What other counters print for the same layers: each tool's rule, by version, evaluated as it stands.
//!
//! Rows are taken to be PyTorch's modules (`nn.ReLU`, not `F.relu`) in inference, sums and products to be operators
//! (`x + y`). The rules were read in the tools' sources and agree with what they printed, in PyTorch 2.15.0, on single
//! layers and on whole networks (`tests/counters.rs`, which lists what cannot be predicted, and why).

mod building_blocks;
mod counted;
mod deepspeed;
mod flop_counter;
mod fvcore;
mod netscope;
mod onnx_tool;
mod ptflops;
mod thop;
mod tool;
mod torchinfo;
mod torchprofile;
mod torchscan;
mod why;

pub use counted::{CountedLayer, NormFolding, PaddingWord};
pub use tool::{CountUnit, Tool};
pub use why::{Unpredictable, Why};

use super::{Math, Ratio, SumOfProducts};

/// What a tool prints for some layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// Which tool.
    pub tool: Tool,
    /// The number, in the tool's own unit; or why it cannot be known.
    pub value: Result<Ratio, Unpredictable>,
    /// Why it differs from this program's MACs, each reason once; empty if it does not.
    pub why: Vec<Why>,
    /// The tool's formula, for a single layer.
    pub formula: Option<SumOfProducts>,
}

/// A tool's formula, and what the layers that it is used for come to together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummedRule {
    /// The formula, with the numbers of the first of them.
    pub formula: SumOfProducts,
    /// How many layers there are.
    pub layers: usize,
    /// The sum over them.
    pub value: Ratio,
}

/// A tool's rule for one layer.
#[derive(Clone, Debug, Default)]
struct Rule {
    formula: SumOfProducts,
    why: Vec<Why>,
}

impl Rule {
    /// The tool counts nothing.
    fn nothing() -> Rule {
        Rule::default()
    }

    fn new(formula: impl Into<SumOfProducts>) -> Rule {
        Rule { formula: formula.into(), why: Vec::new() }
    }

    fn because(mut self, why: Why) -> Rule {
        self.why.push(why);
        self
    }
}

type RuleOrNot = Result<Rule, Unpredictable>;

impl Tool {
    /// What the tool prints for these layers, together.
    ///
    /// ```
    /// use im2cost::cost::Ratio;
    /// use im2cost::cost::counters::{CountedLayer, Tool, Why};
    /// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
    ///
    /// // 3 → 1 channel, a 2×2 kernel with stride 2, on 2×2: 48 MACs, which thop takes for 192.
    /// let fields = Fields::new()
    ///     .with(Key::OutChannels, Value::Integer(1))
    ///     .with(Key::KernelSize, Value::Pair([2, 2]))
    ///     .with(Key::Stride, Value::Pair([2, 2]));
    /// let inputs = [Shape::Image([1, 3, 2, 2])];
    /// let layer = resolve(Kind::ConvTranspose2d, &fields, &inputs).unwrap();
    /// let prediction = Tool::Thop.predict(&[CountedLayer::new(&layer, &inputs)]);
    /// assert_eq!(prediction.value, Ok(Ratio::whole(192)));
    /// assert_eq!(prediction.why, [Why::OutputPositions]);
    /// assert_eq!(prediction.formula.unwrap().symbols().text(), "N·C_out·(C_in/g)·K_h·K_w·H_out·W_out");
    /// ```
    pub fn predict(self, layers: &[CountedLayer]) -> Prediction {
        let mut why = Vec::new();
        let mut value = Ok(Ratio::ZERO);
        let mut formula = None;
        for layer in layers {
            let rule = match self.rule(layer) {
                Ok(rule) => rule,
                Err(unpredictable) => {
                    return Prediction {
                        tool: self,
                        value: Err(unpredictable),
                        why: Vec::new(),
                        formula: None,
                    };
                }
            };
            let term = rule.formula.value();
            value = value.and_then(|sum| term.and_then(|term| sum.plus(term)).ok_or(Unpredictable::TooLarge));
            for reason in rule.why {
                if !why.contains(&reason) {
                    why.push(reason);
                }
            }
            formula = (layers.len() == 1).then_some(rule.formula);
        }
        if let Err(shape) = self.follows_shapes(layers) {
            value = Err(shape);
        }
        if value.is_err() {
            why.clear();
        }
        Prediction { tool: self, value, why, formula }
    }

    /// What a prediction for these layers adds up: each formula once, that of the largest sum first, without layers that
    /// the tool does not count. Nothing where the tool's number cannot be known.
    pub fn summed_rules(self, layers: &[CountedLayer]) -> Vec<SummedRule> {
        let mut found: Vec<(Math, SummedRule)> = Vec::new();
        for layer in layers {
            let Ok(Rule { formula, .. }) = self.rule(layer) else { return Vec::new() };
            let Some(value) = formula.value() else { return Vec::new() };
            if formula.terms.is_empty() {
                continue;
            }
            let symbols = formula.symbols();
            match found.iter_mut().find(|(other, _)| *other == symbols) {
                Some((_, rule)) => {
                    let Some(sum) = rule.value.plus(value) else { return Vec::new() };
                    (rule.value, rule.layers) = (sum, rule.layers + 1);
                }
                None => found.push((symbols, SummedRule { formula, layers: 1, value })),
            }
        }
        let mut rules: Vec<SummedRule> = found.into_iter().map(|(_, rule)| rule).collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.value));
        rules
    }

    fn rule(self, layer: &CountedLayer) -> RuleOrNot {
        layer.expressible_for(self)?;
        match self {
            Tool::Thop => thop::thop(layer),
            Tool::UltralyticsThop => thop::ultralytics(layer),
            Tool::PtflopsPytorch => ptflops::pytorch(layer),
            Tool::PtflopsAten => ptflops::aten(layer),
            Tool::Fvcore => fvcore::rule(layer),
            Tool::Torchinfo => torchinfo::rule(layer),
            Tool::Calflops => deepspeed::calflops(layer),
            Tool::Torchprofile => torchprofile::rule(layer),
            Tool::Torchscan => torchscan::rule(layer),
            Tool::OnnxTool => onnx_tool::rule(layer),
            Tool::Deepspeed => deepspeed::deepspeed(layer),
            Tool::FlopCounterMode => flop_counter::forward(layer),
            Tool::FlopCounterModeBackward => flop_counter::backward(layer),
            Tool::TorchProfiler => flop_counter::profiler(layer),
            Tool::Netscope => netscope::rule(layer),
        }
    }

    /// Whether the tool finds the shapes that flow from layer to layer. All but netscope are told them.
    fn follows_shapes(self, layers: &[CountedLayer]) -> Result<(), Unpredictable> {
        let flows_on = layers.split_last().map_or(&[][..], |(_, rest)| rest);
        if self != Tool::Netscope || flows_on.iter().all(netscope::finds_shape) {
            Ok(())
        } else {
            Err(Unpredictable::OtherSize)
        }
    }
}
