//! The menu of kinds, by the names that people look for.

use yew::prelude::*;

use super::menu_entry::menu_entry;
use super::row_fields::hook;
use super::sheet::Line;
use crate::i18n::{Language, Variety};
use crate::layer::{Key, Kind, Value};
use crate::network::{Field, Row, RowAnalysis};

/// What a row of the table is called.
pub fn variety(line: &Line) -> Variety {
    variety_of(&line.row, &line.analysis)
}

/// What a row is called, whether it is valid or not.
pub fn variety_of(row: &Row, result: &RowAnalysis) -> Variety {
    let kind = row.kind;
    match result.valid() {
        Some(valid) => Variety::of(kind, &valid.layer),
        None => match (kind, row.fields.get(Key::Groups)) {
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
        Variety::Relu => "relu",
        Variety::Plain(Kind::Conv2d) if current.kind() == Kind::Conv2d => "plain",
        Variety::Plain(Kind::ConvTranspose2d) if current.kind() == Kind::ConvTranspose2d => "plain",
        Variety::Plain(kind) => kind.name(),
    }
}

/// The name of a variety in attributes.
pub fn variety_name(variety: Variety) -> &'static str {
    Language::English.variety(variety)
}

/// The variety of that name, by which totals are found.
pub fn of_name(name: &str) -> Option<Variety> {
    let plain = Kind::ALL.iter().copied().map(Variety::Plain);
    Variety::MENU.into_iter().chain(plain).find(|variety| variety_name(*variety) == name)
}

/// The variety that an entry of a row's menu stands for.
pub fn chosen(value: &str, row_kind: Kind) -> Option<Variety> {
    Some(match value {
        "grouped" => Variety::GroupedConvolution,
        "depthwise" => Variety::DepthwiseConvolution,
        "pointwise" => Variety::PointwiseConvolution,
        "grouped_transposed" => Variety::GroupedTransposed,
        "relu" => Variety::Relu,
        "plain" => Variety::Plain(row_kind),
        name => Variety::Plain(Kind::from_name(name)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entry that a closed menu goes to when a name is typed, as browsers look for it: from the chosen entry on,
    /// each time by all that was typed; by the first letter alone from the next entry on.
    fn typed(name: &str, from: usize) -> usize {
        let texts = |at: usize, chosen: usize| match Variety::MENU[at] {
            variety if at == chosen => Language::English.short_variety(variety),
            variety => Language::English.variety(variety),
        };
        let n_entries = Variety::MENU.len();
        (1..=name.len()).filter(|end| name.is_char_boundary(*end)).fold(from, |chosen, end| {
            let begin = chosen + usize::from(end == 1);
            let mut places = (begin..begin + n_entries).map(|at| at % n_entries);
            places.find(|at| texts(*at, chosen).starts_with(&name[..end])).unwrap_or(chosen)
        })
    }

    #[test]
    fn a_kind_is_chosen_by_typing_its_name_whatever_was_chosen_before() {
        for from in 0..Variety::MENU.len() {
            for variety in Variety::MENU {
                let name = Language::English.variety(variety);
                assert_eq!(Variety::MENU[typed(name, from)], variety, "{name} from {from}");
            }
        }
    }
}
