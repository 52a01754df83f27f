//! What other counters print for a row by itself, and for a whole network.

use std::rc::Rc;

use super::{Analysis, Document, RowAnalysis, Source};
use crate::cost::Counting;
use crate::cost::counters::{CountedLayer, NormFolding, PaddingWord, Prediction, Tool, Unpredictable};
use crate::layer::{Direction, Key, Kind, Norm, Operation, Value};

/// What every tool prints for the network, in the order of [`Tool::ALL`].
///
/// ```
/// use im2cost::codec::document;
/// use im2cost::cost::Ratio;
/// use im2cost::cost::counters::Tool;
/// use im2cost::network::{analyse, counters};
///
/// let document = document::read(r#"{"format": "im2cost/1", "input": {"channels": 8, "height": 10, "width": 12},
///     "layers": [{"name": "conv", "kind": "conv2d", "out_channels": 16, "kernel_size": 3, "padding": 1, "bias": false},
///                {"name": "norm", "kind": "batch_norm2d"}]}"#).unwrap();
/// let predictions = counters(&document, &analyse(&document));
/// let of = |tool: Tool| predictions.iter().find(|prediction| prediction.tool == tool).unwrap().value;
/// assert_eq!(of(Tool::FlopCounterMode), Ok(Ratio::whole(276_480)));
/// assert_eq!(of(Tool::Thop), Ok(Ratio::whole(145_920)));
/// // The exporter merges the normalization into the convolution, which gains a bias.
/// assert_eq!(of(Tool::OnnxTool), Ok(Ratio::whole(140_160)));
/// ```
pub fn counters(document: &Document, analysis: &Analysis) -> Vec<Prediction> {
    let layers = counted_layers(document, analysis);
    Tool::ALL
        .into_iter()
        .map(|tool| match &layers {
            Ok(layers) => tool.predict(layers),
            Err(why) => Prediction { tool, value: Err(*why), why: Vec::new(), formula: None },
        })
        .collect()
}

/// What every tool prints for one row as a network of its own; none if the row is not valid.
pub fn row_counters(document: &Document, analysis: &Analysis, row: usize) -> Vec<Prediction> {
    let Some(layer) = counted_row(document, analysis, row) else { return Vec::new() };
    Tool::ALL.into_iter().map(|tool| tool.predict(&[layer])).collect()
}

/// What this program counts where a tool counts: under the convention, but in the tool's unit and of its passes. `None`
/// past 128 bits; rows that are not valid count nothing.
///
/// ```
/// use im2cost::cost::Counting;
/// use im2cost::cost::counters::Tool;
/// use im2cost::network::{Document, analyse, ours};
///
/// let analysis = analyse(&Document::starter());
/// let first = |tool: Tool| ours(tool, Counting::default(), &analysis.rows[..1]).unwrap();
/// assert_eq!(first(Tool::Thop), 118_013_952);
/// assert_eq!(first(Tool::FlopCounterMode), 2 * 118_013_952);
/// assert_eq!(first(Tool::FlopCounterModeBackward), 2 * 2 * 118_013_952);
/// ```
pub fn ours(tool: Tool, counting: Counting, rows: &[Rc<RowAnalysis>]) -> Option<u128> {
    let counting = tool.in_its_unit(counting);
    let costs = rows
        .iter()
        .filter_map(|row| row.valid())
        .flat_map(|valid| tool.passes().iter().map(move |pass| valid.pass_cost(counting, *pass)));
    costs.into_iter().try_fold(0u128, |sum, cost| sum.checked_add(cost?))
}

/// A valid row as the counters see it, by itself.
pub fn counted_row<'a>(document: &Document, analysis: &'a Analysis, row: usize) -> Option<CountedLayer<'a>> {
    let (entered, result) = (document.rows.get(row)?, analysis.rows.get(row)?);
    let padding_word = match (entered.kind, entered.fields.get(Key::Padding)) {
        (Kind::Conv2d, Some(Value::Word(word))) => match &**word {
            "same" => Some(PaddingWord::Same),
            "valid" => Some(PaddingWord::Valid),
            _ => None,
        },
        _ => None,
    };
    Some(CountedLayer {
        padding_word,
        shares_weights: entered.shares_weights_with.is_some(),
        ..CountedLayer::new(&result.valid()?.layer, &result.inputs)
    })
}

/// Every row as the counters see it in its place.
///
/// # Errors
///
/// [`Unpredictable::Incomplete`] if a row is not valid.
pub fn counted_layers<'a>(
    document: &Document,
    analysis: &'a Analysis,
) -> Result<Vec<CountedLayer<'a>>, Unpredictable> {
    let mut layers = Vec::with_capacity(analysis.rows.len());
    for row in 0..analysis.rows.len() {
        layers.push(counted_row(document, analysis, row).ok_or(Unpredictable::Incomplete)?);
    }
    fold_norms(analysis, &mut layers);
    mark_results(analysis, &mut layers);
    Ok(layers)
}

/// A batch normalization is merged into the convolution before it, if nothing else reads that. PyTorch's exporter does
/// not do so with transposed convolutions.
fn fold_norms(analysis: &Analysis, layers: &mut [CountedLayer]) {
    let mut readers = vec![0usize; layers.len()];
    for row in &analysis.rows {
        for source in &row.sources {
            if let Source::Row(source) = source {
                readers[*source] += 1;
            }
        }
    }
    for at in 0..layers.len() {
        let batch_norm = matches!(layers[at].layer.operation, Operation::Norm(Norm { batch: true, .. }));
        let [Source::Row(source)] = analysis.rows[at].sources[..] else { continue };
        let is_convolution =
            layers[source].gemm_direction().is_some_and(|direction| direction == Direction::Convolution);
        if batch_norm && is_convolution && readers[source] == 1 {
            layers[source].folding = Some(NormFolding::Convolution);
            layers[at].folding = Some(NormFolding::Norm);
        }
    }
}

/// What the last row does not depend on is a second result.
fn mark_results(analysis: &Analysis, layers: &mut [CountedLayer]) {
    for layer in layers.iter_mut() {
        layer.leads_to_result = false;
    }
    if let Some(last) = layers.last_mut() {
        last.leads_to_result = true;
    }
    for at in (0..layers.len()).rev() {
        if layers[at].leads_to_result {
            for source in &analysis.rows[at].sources {
                if let Source::Row(source) = source {
                    layers[*source].leads_to_result = true;
                }
            }
        }
    }
}
