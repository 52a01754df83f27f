//! Functions of one number, told apart by what they make of a few numbers.
//!
//! Exporters write an activation as a chain of operators, each in its own way. Whatever the chain, it is the function
//! whose values it gives.

use super::message::NodeProto;

/// The values of a function at [`POINTS`].
pub(super) type Samples = [f64; 15];

/// Where functions are looked at: around every bend of those that are known.
pub(super) const POINTS: Samples =
    [-9.0, -5.0, -3.5, -2.5, -1.2, -0.7, -0.1, 0.0, 0.02, 0.2, 0.9, 1.7, 2.9, 4.5, 7.5];

/// Whether an operator computes each element by itself.
pub(super) fn is_pointwise(op: &str) -> bool {
    const SEVERAL: [&str; 12] = [
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Pow",
        "Min",
        "Max",
        "Less",
        "LessOrEqual",
        "Greater",
        "GreaterOrEqual",
        "Where",
    ];
    SEVERAL.contains(&op) || unary(op, &NodeProto::default(), 0.5).is_some() || op == "Clip"
}

/// What an operator makes of these operands, if it is known.
pub(super) fn apply(node: &NodeProto, operands: &[Samples]) -> Option<Samples> {
    let at = |point: usize| {
        let number = |operand: usize| operands.get(operand).map(|samples| samples[point]);
        let (first, second) = (number(0)?, number(1));
        match (node.op_type.as_str(), second) {
            ("Add", Some(second)) => Some(first + second),
            ("Sub", Some(second)) => Some(first - second),
            ("Mul", Some(second)) => Some(first * second),
            ("Div", Some(second)) => Some(first / second),
            ("Pow", Some(second)) => Some(first.powf(second)),
            ("Min", Some(second)) => Some(first.min(second)),
            ("Max", Some(second)) => Some(first.max(second)),
            ("Less", Some(second)) => Some(f64::from(first < second)),
            ("LessOrEqual", Some(second)) => Some(f64::from(first <= second)),
            ("Greater", Some(second)) => Some(f64::from(first > second)),
            ("GreaterOrEqual", Some(second)) => Some(f64::from(first >= second)),
            ("Where", Some(second)) => {
                if first == 0.0 {
                    number(2)
                } else {
                    Some(second)
                }
            }
            ("Clip", _) => {
                let least = node.float("min").or(second).unwrap_or(f64::NEG_INFINITY);
                let most = node.float("max").or(number(2)).unwrap_or(f64::INFINITY);
                Some(first.max(least).min(most))
            }
            (op, _) => unary(op, node, first),
        }
    };
    let mut samples = Samples::default();
    for (point, sample) in samples.iter_mut().enumerate() {
        *sample = at(point)?;
    }
    Some(samples)
}

fn unary(op: &str, node: &NodeProto, x: f64) -> Option<f64> {
    let alpha = |default: f64| node.float("alpha").unwrap_or(default);
    Some(match op {
        // Up to rounding.
        "QuantizeLinear" | "DequantizeLinear" => x,
        "Relu" => x.max(0.0),
        "LeakyRelu" => {
            if x < 0.0 {
                alpha(0.01) * x
            } else {
                x
            }
        }
        "Elu" => {
            if x < 0.0 {
                alpha(1.0) * x.exp_m1()
            } else {
                x
            }
        }
        "Celu" => {
            if x < 0.0 {
                alpha(1.0) * (x / alpha(1.0)).exp_m1()
            } else {
                x
            }
        }
        "Selu" => selu(x),
        "Mish" => mish(x),
        "Sigmoid" => sigmoid(x),
        "HardSigmoid" => (alpha(0.2) * x + node.float("beta").unwrap_or(0.5)).clamp(0.0, 1.0),
        "HardSwish" => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
        "Swish" => x * sigmoid(alpha(1.0) * x),
        "QuickGelu" => x * sigmoid(alpha(1.702) * x),
        "Gelu" | "FastGelu" => gelu(x),
        "Tanh" => x.tanh(),
        "Erf" => erf(x),
        "Exp" => x.exp(),
        "Log" => x.ln(),
        "Sqrt" => x.sqrt(),
        "Abs" => x.abs(),
        "Neg" => -x,
        "Reciprocal" => 1.0 / x,
        "Softplus" => x.exp().ln_1p(),
        "Softsign" => x / (1.0 + x.abs()),
        _ => return None,
    })
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn mish(x: f64) -> f64 {
    x * x.exp().ln_1p().tanh()
}

fn selu(x: f64) -> f64 {
    1.050_700_987_355_480_5 * if x < 0.0 { 1.673_263_242_354_377_2 * x.exp_m1() } else { x }
}

fn gelu(x: f64) -> f64 {
    0.5 * x * (1.0 + erf(x * std::f64::consts::FRAC_1_SQRT_2))
}

/// The error function, to seven digits (Abramowitz and Stegun, 7.1.26).
fn erf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let series = ((((1.061_405_429 * t - 1.453_152_027) * t + 1.421_413_741) * t - 0.284_496_736) * t
        + 0.254_829_592)
        * t;
    (1.0 - series * (-x * x).exp()).copysign(x)
}

/// What a chain of operators comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A known function, by its name in documents.
    Activation(&'static str),
    /// A product with a number and a sum with another, which no layer is needed for.
    Linear,
    /// A known function that is none of a layer's, by ONNX's name.
    NoLayer(&'static str),
}

/// The function that has these values.
pub(super) fn meaning(samples: &Samples) -> Option<Meaning> {
    let is = |f: &dyn Fn(f64) -> f64| {
        // Files hold decimal numbers of seven digits.
        samples.iter().zip(POINTS).all(|(value, x)| (value - f(x)).abs() <= 1e-4 * (1.0 + f(x).abs()))
    };
    let value_at = |x: f64| POINTS.iter().position(|point| *point == x).map_or(0.0, |at| samples[at]);
    let offset = value_at(0.0);
    let slope = (value_at(0.9) - offset) / 0.9;
    if slope.abs() > 1e-9 && is(&|x| slope * x + offset) {
        return Some(Meaning::Linear);
    }
    let falling = value_at(-0.7) / -0.7;
    let bottom = value_at(-9.0) / (-9.0f64).exp_m1();
    let known: [(&str, &dyn Fn(f64) -> f64); 13] = [
        ("relu", &|x| x.max(0.0)),
        ("relu6", &|x| x.clamp(0.0, 6.0)),
        ("silu", &|x| x * sigmoid(x)),
        ("hardswish", &|x| x * (x / 6.0 + 0.5).clamp(0.0, 1.0)),
        ("hardsigmoid", &|x| (x / 6.0 + 0.5).clamp(0.0, 1.0)),
        ("hardsigmoid", &|x| (0.2 * x + 0.5).clamp(0.0, 1.0)),
        ("gelu", &gelu),
        ("gelu", &|x| x * sigmoid(1.702 * x)),
        ("gelu", &|x| 0.5 * x * (1.0 + (0.797_884_560_8 * (x + 0.044_715 * x * x * x)).tanh())),
        ("sigmoid", &sigmoid),
        ("tanh", &|x: f64| x.tanh()),
        ("leaky_relu", &|x| if x < 0.0 { falling.max(0.0) * x } else { x }),
        ("elu", &|x: f64| if x < 0.0 { bottom * x.exp_m1() } else { x }),
    ];
    let of_no_layer: [(&str, &dyn Fn(f64) -> f64); 2] = [("Mish", &mish), ("Selu", &selu)];
    let known = known.iter().find(|(_, f)| is(f)).map(|(function, _)| Meaning::Activation(function));
    known.or_else(|| of_no_layer.iter().find(|(_, f)| is(f)).map(|(function, _)| Meaning::NoLayer(function)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(op: &str) -> Option<Meaning> {
        let node = NodeProto { op_type: op.into(), ..NodeProto::default() };
        meaning(&apply(&node, &[POINTS]).unwrap())
    }

    #[test]
    fn operators_are_known_by_their_values() {
        for (op, function) in [
            ("Relu", "relu"),
            ("LeakyRelu", "leaky_relu"),
            ("Elu", "elu"),
            ("Sigmoid", "sigmoid"),
            ("Tanh", "tanh"),
            ("HardSigmoid", "hardsigmoid"),
            ("HardSwish", "hardswish"),
            ("Swish", "silu"),
            ("Gelu", "gelu"),
            ("QuickGelu", "gelu"),
        ] {
            assert_eq!(of(op), Some(Meaning::Activation(function)), "{op}");
        }
        assert_eq!(of("Neg"), Some(Meaning::Linear));
        assert_eq!(of("Celu"), Some(Meaning::Activation("elu")));
        for op in ["Mish", "Selu"] {
            assert_eq!(of(op), Some(Meaning::NoLayer(op)));
        }
        for op in ["Exp", "Abs", "Softplus", "Sqrt", "Erf", "Softsign"] {
            assert_eq!(of(op), None, "{op}");
        }
    }
}
