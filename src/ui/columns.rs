//! The columns of the table, and where each field of each kind stands.

use crate::i18n::{Label, Language};
use crate::layer::{Key, Kind, Parameter};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The row's place, by which it is dragged.
    Place,
    /// Its name.
    Name,
    /// Its kind.
    Kind,
    /// What it reads.
    From,
    /// C_in, or the features that flow in.
    In,
    /// C_out, or the features that flow out.
    Out,
    /// K.
    Kernel,
    /// s.
    Stride,
    /// p.
    Padding,
    /// d.
    Dilation,
    /// Output padding.
    OutputPadding,
    /// g.
    Groups,
    /// Bias.
    Bias,
    /// The shape that flows out.
    Output,
    /// Parameters.
    Parameters,
    /// Cost.
    Cost,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Column; 16] = [
        Column::Place,
        Column::Name,
        Column::Kind,
        Column::From,
        Column::In,
        Column::Out,
        Column::Kernel,
        Column::Stride,
        Column::Padding,
        Column::Dilation,
        Column::OutputPadding,
        Column::Groups,
        Column::Bias,
        Column::Output,
        Column::Parameters,
        Column::Cost,
    ];

    /// The column of a hyperparameter; those of a few kinds only have none, and stand together where columns are free.
    pub fn of(key: Key) -> Option<Column> {
        Some(match key {
            Key::InChannels | Key::InFeatures | Key::NumFeatures => Column::In,
            Key::OutChannels | Key::OutFeatures => Column::Out,
            Key::KernelSize => Column::Kernel,
            Key::Stride => Column::Stride,
            Key::Padding => Column::Padding,
            Key::Dilation => Column::Dilation,
            Key::OutputPadding => Column::OutputPadding,
            Key::Groups => Column::Groups,
            Key::Bias => Column::Bias,
            _ => return None,
        })
    }

    /// The class that puts a cell into the column.
    pub fn class(self) -> &'static str {
        match self {
            Column::Place => "cell place",
            Column::Name => "cell name",
            Column::Kind => "cell kind",
            Column::From => "cell from",
            Column::In => "cell in",
            Column::Out => "cell out",
            Column::Kernel => "cell kernel",
            Column::Stride => "cell stride",
            Column::Padding => "cell padding",
            Column::Dilation => "cell dilation",
            Column::OutputPadding => "cell output-padding",
            Column::Groups => "cell groups",
            Column::Bias => "cell bias",
            Column::Output => "cell output",
            Column::Parameters => "cell params",
            Column::Cost => "cell cost",
        }
    }

    /// Its number for screen readers, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// What stands over the column.
    pub fn head(self, language: Language) -> &'static str {
        match self {
            Column::Place => language.label(Label::ColumnRow),
            Column::Name => language.label(Label::ColumnName),
            Column::Kind => language.label(Label::ColumnKind),
            Column::From => language.label(Label::ColumnFrom),
            // Symbols are the same in every language.
            Column::In => "C_in",
            Column::Out => "C_out",
            Column::Kernel => "K",
            Column::Groups => "g",
            Column::Stride => language.label(Label::ColumnStride),
            Column::Padding => language.label(Label::ColumnPadding),
            Column::Dilation => language.label(Label::ColumnDilation),
            Column::OutputPadding => language.label(Label::ColumnOutputPadding),
            Column::Bias => language.label(Label::ColumnBias),
            Column::Output => language.label(Label::ColumnOutput),
            Column::Parameters => language.label(Label::ColumnParameters),
            Column::Cost => language.label(Label::ColumnCost),
        }
    }

    /// The hyperparameter of a convolution that the column holds, by which it is explained.
    pub fn key(self) -> Option<Key> {
        Some(match self {
            Column::In => Key::InChannels,
            Column::Out => Key::OutChannels,
            Column::Kernel => Key::KernelSize,
            Column::Stride => Key::Stride,
            Column::Padding => Key::Padding,
            Column::Dilation => Key::Dilation,
            Column::OutputPadding => Key::OutputPadding,
            Column::Groups => Key::Groups,
            Column::Bias => Key::Bias,
            _ => return None,
        })
    }
}

/// The hyperparameters of a kind that have no column of their own.
pub fn options(kind: Kind) -> impl Iterator<Item = Parameter> {
    kind.parameters().iter().copied().filter(|parameter| Column::of(parameter.key).is_none())
}

/// What stands beside a hyperparameter that has no column; nothing where its value says it all.
pub fn option_label(key: Key, language: Language) -> &'static str {
    language.label(match key {
        Key::Affine => Label::OptionAffine,
        Key::CeilMode => Label::OptionCeilMode,
        Key::CountIncludePad => Label::OptionCountIncludePad,
        Key::OutputSize => Label::OptionOutputSize,
        Key::ScaleFactor => Label::OptionScaleFactor,
        Key::Size => Label::OptionSize,
        Key::UpscaleFactor => Label::OptionUpscaleFactor,
        Key::NumParameters => Label::OptionNumParameters,
        Key::Start => Label::OptionStart,
        Key::Length => Label::OptionLength,
        Key::Amount => Label::OptionAmount,
        Key::Shape => Label::OptionShape,
        Key::Op => Label::OptionOp,
        Key::OutputShape => Label::OptionOutputShape,
        _ => return "",
    })
}

/// The class that puts the cell of options into the columns that a kind leaves free.
pub fn options_class(kind: Kind) -> &'static str {
    match kind {
        Kind::MaxPool2d | Kind::AvgPool2d => "cell options after-dilation",
        Kind::BatchNorm2d | Kind::LayerNorm => "cell options after-in",
        _ => "cell options after-from",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hyperparameter_of_every_kind_has_a_place_of_its_own() {
        for kind in Kind::ALL {
            let mut columns: Vec<Column> =
                kind.parameters().iter().filter_map(|parameter| Column::of(parameter.key)).collect();
            let n_columns = columns.len();
            columns.dedup();
            assert_eq!(columns.len(), n_columns, "{kind:?}");
            assert_eq!(n_columns + options(*kind).count(), kind.parameters().len());
        }
    }
}
