//! The menu of kinds, by the names that people look for.

use yew::prelude::*;

use super::menu_entry::menu_entry;
use super::row_fields::hook;
use super::sheet::Line;
use crate::i18n::{Language, Variety};
use crate::layer::{Key, Kind, Value};
use crate::network::Field;

/// What a row is called, whether it is valid or not.
pub fn variety(line: &Line) -> Variety {
    let kind = line.row.kind;
    match line.analysis.valid() {
        Some(valid) => Variety::of(kind, &valid.layer),
        None => match (kind, line.row.fields.get(Key::Groups)) {
            (Kind::Conv2d, Some(Value::Integer(2..))) => Variety::GroupedConvolution,
            (Kind::ConvTranspose2d, Some(Value::Integer(2..))) => Variety::GroupedTransposed,
            _ => Variety::Plain(kind),
        },
    }
}

/// The menu of a row. Only with `filled` does it hold more than what the row is.
pub fn kind_menu(line: &Line, language: Language, filled: bool) -> Html {
    let current = variety(line);
    let others = Variety::MENU.into_iter().filter(|variety| filled && *variety != current);
    // The menu keeps its order, whatever the row is.
    let mut entries: Vec<Variety> = others.collect();
    let place = Variety::MENU.iter().position(|variety| *variety == current).unwrap_or(entries.len());
    entries.insert(place.min(entries.len()), current);
    let entry = |variety: Variety| {
        let selected = variety == current;
        let value = value(variety, current);
        let text = if selected { language.short_variety(variety) } else { language.variety(variety) };
        // The key is the entry's own, whatever its value is now.
        menu_entry(language.variety(variety), value.into(), text.into(), selected)
    };
    html! {
        <select data-field="kind" data-testid={hook(Field::Kind)} aria-label={language.field(Field::Kind)}>
            { for entries.into_iter().map(entry) }
        </select>
    }
}

/// The value of an entry. What the row is has its kind's own name; so has every plain kind, unless the row is a variety
/// of it.
fn value(variety: Variety, current: Variety) -> &'static str {
    match variety {
        _ if variety == current => variety.kind().name(),
        Variety::GroupedConvolution => "grouped",
        Variety::DepthwiseConvolution => "depthwise",
        Variety::PointwiseConvolution => "pointwise",
        Variety::GroupedTransposed => "grouped_transposed",
        Variety::Plain(Kind::Conv2d) if current.kind() == Kind::Conv2d => "plain",
        Variety::Plain(Kind::ConvTranspose2d) if current.kind() == Kind::ConvTranspose2d => "plain",
        Variety::Plain(kind) => kind.name(),
    }
}

/// The variety that an entry of a row's menu stands for.
pub fn chosen(value: &str, row_kind: Kind) -> Option<Variety> {
    Some(match value {
        "grouped" => Variety::GroupedConvolution,
        "depthwise" => Variety::DepthwiseConvolution,
        "pointwise" => Variety::PointwiseConvolution,
        "grouped_transposed" => Variety::GroupedTransposed,
        "plain" => Variety::Plain(row_kind),
        name => Variety::Plain(Kind::from_name(name)?),
    })
}
