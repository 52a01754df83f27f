//! What choosing an entry of the kind menu gives a row: a grouped or depthwise layer is the plain kind with some values.

use crate::i18n::Variety;
use crate::layer::{Fields, Key, Kind, Value};
use crate::network::Row;

/// The values that make a row the chosen variety, given the channels that flow in.
pub fn chosen_fields(row: &Row, variety: Variety, flows_in: Option<i64>) -> Fields {
    let former = row.fields_as(variety.kind());
    let given = |key| row.fields.get(key).or(former.and_then(|fields| fields.get(key)));
    let number = |key| match given(key) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    let in_channels = number(Key::InChannels).or(flows_in);
    let out_channels = number(Key::OutChannels);
    let groups = number(Key::Groups).unwrap_or(1);
    let square = |side| Value::Pair([side, side]);
    let fields = Fields::new();
    match variety {
        Variety::GroupedConvolution | Variety::GroupedTransposed if groups > 1 => fields,
        Variety::GroupedConvolution | Variety::GroupedTransposed => {
            fields.with(Key::Groups, Value::Integer(usual_groups(in_channels, out_channels)))
        }
        Variety::DepthwiseConvolution => match in_channels {
            Some(channels) => fields
                .with(Key::Groups, Value::Integer(channels))
                .with(Key::OutChannels, Value::Integer(channels)),
            None => fields,
        },
        Variety::PointwiseConvolution => {
            ungrouped(fields, groups).with(Key::KernelSize, square(1)).with(Key::Padding, square(0))
        }
        Variety::Relu => fields.with(Key::Function, Value::Word("relu".into())),
        Variety::Plain(Kind::Conv2d | Kind::ConvTranspose2d) => ungrouped(fields, groups),
        Variety::Plain(_) => fields,
    }
}

fn ungrouped(fields: Fields, groups: i64) -> Fields {
    if groups == 1 { fields } else { fields.with(Key::Groups, Value::Integer(1)) }
}

/// The first of the usual group counts that divides both channel counts, as far as they are known.
fn usual_groups(in_channels: Option<i64>, out_channels: Option<i64>) -> i64 {
    let divides = |groups: &i64| {
        [in_channels, out_channels].into_iter().flatten().all(|channels| channels % groups == 0)
    };
    [4, 2, 3, 5, 7].into_iter().find(divides).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::network::Document;

    fn row(fields: Fields) -> Row {
        Row::new(Document::default().free_id(), Rc::from("conv"), Kind::Conv2d, fields)
    }

    #[test]
    fn a_depthwise_layer_has_a_group_for_each_channel_that_flows_in() {
        let fields = chosen_fields(&row(Fields::new()), Variety::DepthwiseConvolution, Some(32));
        assert_eq!(fields.get(Key::Groups), Some(&Value::Integer(32)));
        assert_eq!(fields.get(Key::OutChannels), Some(&Value::Integer(32)));
    }

    #[test]
    fn groups_divide_the_channels_and_stay_if_there_are_some() {
        let nine = row(Fields::new().with(Key::OutChannels, Value::Integer(9)));
        let fields = chosen_fields(&nine, Variety::GroupedConvolution, Some(6));
        assert_eq!(fields.get(Key::Groups), Some(&Value::Integer(3)));
        let grouped = row(Fields::new().with(Key::Groups, Value::Integer(8)));
        assert_eq!(chosen_fields(&grouped, Variety::GroupedConvolution, Some(16)), Fields::new());
        let fields = chosen_fields(&grouped, Variety::Plain(Kind::Conv2d), Some(16));
        assert_eq!(fields.get(Key::Groups), Some(&Value::Integer(1)));
    }
}
