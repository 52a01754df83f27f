//! The JSON report: every number of the page for one document, on one line.

use crate::codec::json::quoted;
use crate::cost::{Ledger, Operations};
use crate::i18n::Language;
use crate::layer::Shape;
use crate::lowering::Pass;
use crate::network::{
    Analysis, Document, Fraction, InputError, Outcome, ReceptiveField, Row, RowAnalysis, Source, ValidRow,
    analyse, receptive_fields,
};

/// What the `format` key says.
const FORMAT: &str = "im2cost-report/1";

/// The report of a document that was read from `file`.
///
/// ```
/// use im2cost::export::report;
/// use im2cost::network::Document;
/// let line = report::of("starter", &Document::starter());
/// assert!(line.starts_with(r#"{"format":"im2cost-report/1","file":"starter""#));
/// ```
pub fn of(file: &str, document: &Document) -> String {
    let analysis = analyse(document);
    let fields = receptive_fields(document, &analysis);
    let rows = document.rows.iter().zip(&analysis.rows).zip(fields);
    // On the page a wrong input is said once, at its own row; here by every row that reads it.
    let input = analysis.input.as_ref().err();
    let rows: Vec<String> = rows
        .map(|((row, analysis), field)| {
            let reads_input = analysis.sources.contains(&Source::Input);
            self::row(row, analysis, field, input.filter(|_| reads_input))
        })
        .collect();
    object(&[
        ("format", quoted(FORMAT)),
        ("file", quoted(file)),
        ("name", quoted(&document.name)),
        ("error", "null".to_owned()),
        ("rows", format!("[{}]", rows.join(","))),
        ("totals", totals(&analysis)),
        ("counters", counters(document, &analysis)),
    ])
}

/// The report of a file that cannot be read, with the sentence that says why.
pub fn of_error(file: &str, error: &str) -> String {
    object(&[
        ("format", quoted(FORMAT)),
        ("file", quoted(file)),
        ("name", "null".to_owned()),
        ("error", quoted(error)),
        ("rows", "[]".to_owned()),
        ("totals", "null".to_owned()),
    ])
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn shape(shape: &Shape) -> String {
    let extents: Vec<String> = shape.extents().iter().map(i64::to_string).collect();
    format!("[{}]", extents.join(","))
}

fn row(
    row: &Row,
    analysis: &RowAnalysis,
    field: Option<ReceptiveField>,
    input: Option<&InputError>,
) -> String {
    let mut members = vec![("name", quoted(&row.name)), ("kind", quoted(row.kind.name()))];
    let inputs: Vec<String> = analysis.inputs.iter().map(shape).collect();
    members.push(("input_shapes", format!("[{}]", inputs.join(","))));
    match &analysis.outcome {
        Outcome::Valid(valid) => {
            members.push(("output_shape", shape(&valid.layer.output)));
            members.extend(counts(valid));
            members.push(("receptive_field", field.map_or("null".to_owned(), receptive_field)));
            members.push(("other", operations(&valid.operations)));
            members.push(("rule", "null".to_owned()));
            members.push(("error", "null".to_owned()));
        }
        outcome => {
            let (rule, sentence) = match (outcome, input) {
                (Outcome::Invalid(error), _) => {
                    (Some(error.rule()), Some(Language::English.row_error(error)))
                }
                (_, Some(error)) => (Some(error.rule()), Some(Language::English.input_error(error))),
                _ => (None, Language::English.outcome(outcome)),
            };
            members.push(("output_shape", "null".to_owned()));
            members.push(("rule", rule.map_or("null".to_owned(), quoted)));
            members.push(("error", sentence.map_or("null".to_owned(), |sentence| quoted(&sentence))));
        }
    }
    object(&members)
}

/// A layer without a GEMM reports 0 for the counts that it has none of.
fn counts(valid: &ValidRow) -> Vec<(&'static str, String)> {
    let forward = valid.forward.as_ref();
    let entry = |count: fn(&Ledger) -> u128| forward.map_or(0, count).to_string();
    let backward = |pass: Pass| valid.ledger(pass).map_or(0, |ledger| ledger.multiplications).to_string();
    vec![
        ("params", valid.params.to_string()),
        ("macs", entry(|ledger| ledger.multiplications)),
        ("real_macs", entry(|ledger| ledger.in_bounds)),
        ("gemm_adds", entry(|ledger| ledger.gemm_adds)),
        ("col2im_adds", entry(|ledger| ledger.col2im_adds)),
        ("bias_adds", entry(|ledger| ledger.bias_adds)),
        ("flops", entry(|ledger| ledger.flops)),
        ("column_elements", entry(|ledger| ledger.column_elements)),
        ("zero_insertion_macs", entry(|ledger| ledger.zero_insertion_macs)),
        ("input_grad_macs", backward(Pass::InputGrad)),
        ("weight_grad_macs", backward(Pass::WeightGrad)),
    ]
}

/// `[h, w]`: whole numbers, or fractions as text.
fn receptive_field(field: ReceptiveField) -> String {
    let size = |size: Fraction| match size.denominator {
        1 => size.numerator.to_string(),
        denominator => quoted(&format!("{}/{denominator}", size.numerator)),
    };
    match field {
        ReceptiveField::Local([height, width]) => format!("[{},{}]", size(height.size), size(width.size)),
        ReceptiveField::Whole([height, width]) => format!("[{height},{width}]"),
    }
}

fn operations(operations: &Operations) -> String {
    let all = [
        ("comparisons", operations.comparisons),
        ("additions", operations.additions),
        ("multiplications", operations.multiplications),
        ("divisions", operations.divisions),
        ("exponentials", operations.exponentials),
    ];
    let done = all.into_iter().filter(|(_, count)| *count > 0);
    object(&done.map(|(name, count)| (name, count.to_string())).collect::<Vec<_>>())
}

fn totals(analysis: &Analysis) -> String {
    let totals = &analysis.totals;
    object(&[
        ("params", totals.params.to_string()),
        ("macs", totals.macs.to_string()),
        ("flops", totals.flops.to_string()),
        ("activation_elements", totals.activation_elements.to_string()),
        ("complete", totals.complete.to_string()),
    ])
}

/// What other counters print for the whole network; null, and why, where that cannot be predicted.
fn counters(document: &Document, analysis: &Analysis) -> String {
    let predictions = crate::network::counters(document, analysis);
    let counters: Vec<(&str, String)> = predictions
        .iter()
        .map(|prediction| {
            let value = prediction.value.map_or("null".to_owned(), |value| value.to_string());
            let counter = object(&[
                ("version", quoted(prediction.tool.version())),
                ("value", value),
                ("unit", quoted(prediction.tool.unit().name())),
                ("why", quoted(&Language::English.prediction(prediction))),
            ]);
            (prediction.tool.key(), counter)
        })
        .collect();
    object(&counters)
}
