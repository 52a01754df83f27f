//! Cells and rows that are copied, pasted or filled down.

use std::rc::Rc;

use super::columns::Column;
use crate::codec::open::{self, Format, OpenError, Opened, recognize};
use crate::codec::{Remark, document, table};
use crate::network::{Action, Document, Field, Row, RowId};

/// What was pasted, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    /// The text.
    pub text: Rc<str>,
    /// The rows as this page copies them, with all that a table of text leaves out.
    pub rows: Option<Rc<str>>,
    /// The field that has the focus.
    pub field: Option<(RowId, Field)>,
}

impl Pasted {
    /// Whether it is more than the text of one field.
    pub fn is_more_than_a_value(&self) -> bool {
        self.rows.is_some()
            || self.text.trim_end_matches(['\r', '\n']).contains(['\t', '\n'])
            || self.foreign().is_some()
    }

    /// Whether it may be so, as far as a glance can tell: several cells or lines, or the brackets of code.
    pub fn may_be_more_than_a_value(&self) -> bool {
        let text = self.text.trim_end_matches(['\r', '\n']);
        self.rows.is_some()
            || text.contains(['\t', '\n', '{'])
            || text.contains(|first: char| first.is_alphabetic()) && text.contains('(')
    }

    /// The text as a network in a format of its own, if it is one: no rows of a spreadsheet, and no cells.
    fn foreign(&self) -> Option<Format> {
        let format = recognize("", self.text.as_bytes());
        format.filter(|format| matches!(format, Format::Document | Format::Prototxt | Format::PyTorch))
    }

    /// The network that the text is in a format of its own, or what is wrong with it.
    pub fn network(&self) -> Option<Result<Opened, OpenError>> {
        if self.rows.is_some() {
            return None;
        }
        let format = self.foreign()?;
        let read = open::read("", self.text.as_bytes());
        // A table may name layers as PyTorch does; a brace alone makes no document.
        let is_sure = format == Format::Document || read.is_ok();
        is_sure.then_some(read)
    }
}

/// Rows as text for a spreadsheet, and as a document that keeps everything.
pub fn copied(document: &Document, rows: &[RowId]) -> [String; 2] {
    let rows: Vec<Rc<Row>> = document.rows.iter().filter(|row| rows.contains(&row.id)).cloned().collect();
    let part = Document { rows, ..Document::default() };
    [table::write_rows(&part, table::Separator::Tab), document::write(&part)]
}

/// What pasting does: rows go in at a place; cells go into fields, from the one that has the focus on. And what there is to say about it.
pub fn paste_action(
    document: &Document,
    shown: &[RowId],
    pasted: &Pasted,
    at: usize,
) -> Option<(Action, Vec<Remark>)> {
    if let Some(Ok(part)) = pasted.rows.as_deref().map(document::read) {
        return Some((Action::Paste(at, part.rows), Vec::new()));
    }
    if table::recognizes(&pasted.text)
        && let Some(read) = table::read(&pasted.text)
        && !read.document.rows.is_empty()
    {
        return Some((Action::Paste(at, read.document.rows), read.remarks));
    }
    let actions = typed_cells(document, shown, &pasted.text, pasted.field?);
    (!actions.is_empty()).then(|| (Action::All(actions), Vec::new()))
}

/// The text of cells, typed into the fields of the rows shown.
fn typed_cells(
    document: &Document,
    shown: &[RowId],
    text: &str,
    (row, field): (RowId, Field),
) -> Vec<Action> {
    let Some(first_row) = shown.iter().position(|id| *id == row) else { return Vec::new() };
    let Some(first_column) = column_of(field) else { return Vec::new() };
    let mut actions = Vec::new();
    for (line, id) in text.lines().zip(&shown[first_row..]) {
        let Some(row) = document.position(*id).map(|at| &document.rows[at]) else { continue };
        for (cell, column) in line.split('\t').zip(first_column as usize..) {
            let field = Column::ALL.get(column).and_then(|column| field_in(row, *column));
            actions.extend(field.map(|field| Action::Type(*id, field, cell.trim().into())));
        }
    }
    actions
}

/// The column that a field is in.
fn column_of(field: Field) -> Option<Column> {
    match field {
        Field::Name => Some(Column::Name),
        Field::From => Some(Column::From),
        Field::Key(key) => Column::of(key),
        Field::Kind | Field::SharesWeightsWith => None,
    }
}

/// The field that a row has in a column.
fn field_in(row: &Row, column: Column) -> Option<Field> {
    match column {
        Column::Name => Some(Field::Name),
        Column::From => Some(Field::From),
        _ => {
            let in_column = |key: &_| Column::of(*key) == Some(column);
            row.kind.parameters().iter().map(|parameter| parameter.key).find(in_column).map(Field::Key)
        }
    }
}

/// What gives rows what the first has in a field, as far as they have the field.
pub fn fill_action(document: &Document, field: Field, first: RowId, rest: &[RowId]) -> Option<Action> {
    let row = |id: RowId| document.position(id).map(|at| &document.rows[at]);
    let first = row(first)?;
    let actions = rest.iter().filter_map(|id| match field {
        Field::Key(key) => {
            let form = |row: &Row| row.kind.parameter(key).map(|parameter| parameter.form);
            let same = form(row(*id)?) == form(first) && form(first).is_some();
            same.then(|| Action::SetValue(*id, key, first.fields.get(key).cloned()))
        }
        Field::From => Some(Action::SetSources(*id, first.from.clone())),
        // Names are unique, and a kind would take other values with it.
        Field::Name | Field::Kind | Field::SharesWeightsWith => None,
    });
    let actions: Vec<Action> = actions.collect();
    (!actions.is_empty()).then_some(Action::All(actions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Key, Value};

    fn ids(document: &Document) -> Vec<RowId> {
        document.rows.iter().map(|row| row.id).collect()
    }

    fn paste(text: &str, field: Option<(usize, Field)>) -> Option<Document> {
        let document = Document::starter();
        let rows = ids(&document);
        let field = field.map(|(at, field)| (rows[at], field));
        let pasted = Pasted { text: text.into(), rows: None, field };
        Some(paste_action(&document, &rows, &pasted, 1)?.0.apply(&document))
    }

    #[test]
    fn cells_go_into_the_fields_beside_and_below() {
        let field = Some((1, Field::Key(Key::OutChannels)));
        let after = paste("32\t5\n16\t7\n", field).expect("cells");
        let value = |at: usize, key| after.rows[at].fields.get(key).cloned();
        assert_eq!(value(1, Key::OutChannels), Some(Value::Integer(32)));
        assert_eq!(value(1, Key::KernelSize), Some(Value::Pair([5, 5])));
        assert_eq!(value(2, Key::OutChannels), Some(Value::Integer(16)));
        assert_eq!(value(2, Key::KernelSize), Some(Value::Pair([7, 7])));
        assert_eq!(after.rows.len(), 4);
    }

    #[test]
    fn rows_of_a_spreadsheet_go_in_as_rows() {
        let after = paste("name\tkind\tout_channels\tkernel_size\na\tconv2d\t8\t3\nb\tconv2d\t8\t3\n", None)
            .expect("rows");
        let names: Vec<&str> = after.rows.iter().map(|row| &*row.name).collect();
        assert_eq!(names, ["conv", "a", "b", "grouped", "up", "grouped_up"]);
    }

    #[test]
    fn what_is_copied_is_what_is_pasted() {
        let document = Document::starter();
        let rows = ids(&document);
        let [text, whole] = copied(&document, &rows[1..3]);
        assert!(text.contains('\t'));
        let pasted = Pasted { text: text.into(), rows: Some(whole.into()), field: None };
        let after = paste_action(&document, &rows, &pasted, 4).expect("rows").0.apply(&document);
        assert_eq!(after.rows.len(), 6);
        assert_eq!(after.rows[4].fields, document.rows[1].fields);
        assert_eq!(after.rows[5].fields, document.rows[2].fields);
    }

    #[test]
    fn a_text_in_a_format_of_its_own_is_a_network_and_cells_are_none() {
        let check = |text: &str, layers: Option<usize>| {
            let pasted = Pasted { text: text.into(), rows: None, field: None };
            let read = pasted.network().map(|read| read.map_or(0, |opened| opened.document.rows.len()));
            assert_eq!(read, layers, "{text}");
        };
        check("nn.Conv2d(3, 64, 7, stride=2)", Some(1));
        check("Net(\n  (conv): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n  (act): ReLU()\n)", Some(2));
        check(
            "layer { name: \"c\" type: \"Convolution\" convolution_param { num_output: 8 kernel_size: 3 } }",
            Some(1),
        );
        check("{\"format\": \"im2cost/1\", \"layers\": [", Some(0));
        check("conv1\tConv2d\t3\t64\t7", None);
        check("3\t64\n64\t128", None);
        check("conv", None);
    }

    #[test]
    fn filling_down_gives_rows_that_have_the_field_what_the_first_has() {
        let document = Document::starter();
        let rows = ids(&document);
        let action =
            fill_action(&document, Field::Key(Key::KernelSize), rows[0], &rows[1..]).expect("fields");
        let after = action.apply(&document);
        assert!(after.rows.iter().all(|row| row.fields.get(Key::KernelSize) == Some(&Value::Pair([7, 7]))));
        assert_eq!(fill_action(&document, Field::Key(Key::OutputPadding), rows[0], &rows[1..]), None);
    }
}
