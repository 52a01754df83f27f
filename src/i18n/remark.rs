//! Sentences for what was found in a text that was imported.

use super::Language;
use super::language::say;
use super::number::exact;
use super::quote::quoted;
use crate::codec::{Remark, Remarked, TextPlace};

impl Language {
    /// What there is to say about a place in a text.
    ///
    /// ```
    /// use im2cost::codec::{Remark, Remarked, TextPlace};
    /// use im2cost::i18n::Language;
    /// let what = Remarked::Unreadable { argument: "stride".into(), text: "two".into() };
    /// let remark = Remark { place: TextPlace { line: 3, column: 5 }, what };
    /// assert_eq!(
    ///     Language::English.remark(&remark),
    ///     "Line 3, column 5: “two” cannot be read as stride; it stands in the row as text.",
    /// );
    /// ```
    pub fn remark(self, remark: &Remark) -> String {
        let TextPlace { line, column } = remark.place;
        let what = self.remarked(&remark.what);
        say!(self, "Line {line}, column {column}: {what}", "第 {line} 行第 {column} 列：{what}")
    }

    fn remarked(self, what: &Remarked) -> String {
        match what {
            Remarked::UnknownLayer { name } => {
                let name = quoted(name);
                say!(self, "there is no layer {name} here; its row is unknown.", "这里没有层{name}；该行标为未知。")
            }
            Remarked::Volume { name } => {
                let name = quoted(name);
                say!(
                    self,
                    "{name} works on volumes, and the layers here on images; its row is unknown.",
                    "{name}作用于三维数据，而这里的层作用于图像；该行标为未知。",
                )
            }
            Remarked::UnknownArgument { argument } => {
                let argument = quoted(argument);
                say!(self, "{argument} is not known here and was passed over.", "不认识{argument}，已略过。")
            }
            Remarked::Unreadable { argument, text } => {
                let text = quoted(text);
                say!(
                    self,
                    "{text} cannot be read as {argument}; it stands in the row as text.",
                    "{text}不能读作 {argument}；它以文本保留在该行中。",
                )
            }
            Remarked::NotClosed { bracket } => {
                say!(self, "nothing closes this “{bracket}”.", "这个“{bracket}”没有闭合。")
            }
            Remarked::Unexpected { text } => {
                let text = quoted(text);
                say!(self, "{text} does not belong here.", "{text}不应出现在这里。")
            }
            Remarked::BranchesNotTold { module } => {
                let module = quoted(module);
                say!(
                    self,
                    "the text does not tell how the layers of {module} are connected; they stand one after another. \
                     An ONNX export of the network tells it.",
                    "文本没有说明{module}中各层如何连接；它们按顺序排列。将网络导出为 ONNX 即可得知。",
                )
            }
            Remarked::WeightsNotShown { module } => {
                let module = quoted(module);
                say!(
                    self,
                    "the text does not show all weights of {module}, such as in_proj; they are not counted.",
                    "文本没有列出{module}的全部权重（例如 in_proj）；它们未计入。",
                )
            }
            Remarked::ForwardNotRead => self
                .either(
                    "forward could not be followed; layers stand in the order in which they are defined, and totals are marked as partial.",
                    "无法执行 forward；各层按定义的顺序排列，总计标为不完整。",
                )
                .to_owned(),
            Remarked::NotFollowed { text } => {
                let text = quoted(text);
                say!(
                    self,
                    "{text} cannot be followed here; totals are marked as partial.",
                    "这里无法执行{text}；总计标为不完整。",
                )
            }
            Remarked::OtherNetwork { name } => {
                let name = quoted(name);
                say!(
                    self,
                    "the text makes several networks; {name} is left out. To read it, leave only its class and what it needs.",
                    "文本中有多个网络；{name}未读入。要读它，请只保留它的类和所需的代码。",
                )
            }
            Remarked::Surplus { text } => {
                let text = quoted(text);
                say!(
                    self,
                    "the layer takes no argument in the place of {text}; it was passed over.",
                    "该层在{text}的位置上没有参数，已略过。",
                )
            }
            Remarked::PoolAssumed => self
                .either(
                    "as many features as channels: a pool over all pixels was put in that the text does not show.",
                    "特征数等于通道数：补上了文本中没有写出的全局池化。",
                )
                .to_owned(),
            Remarked::InputAssumed { extents } => {
                let extents: Vec<String> = extents.iter().map(i64::to_string).collect();
                let extents = extents.join("×");
                say!(
                    self,
                    "the text does not tell the input’s size; it was taken to be {extents}.",
                    "文本没有说明输入的尺寸；已设为 {extents}。",
                )
            }
            Remarked::EncodingAssumed => self
                .either(
                    "the letters were taken to be in GB18030 (GBK), as Excel saves CSV on a Chinese Windows; if names \
                     look wrong, save the file as UTF-8.",
                    "文件不是 UTF-8，已按 GB18030（GBK）解码；如果名称显示不正确，请另存为 UTF-8。",
                )
                .to_owned(),
            Remarked::LeftOut { name } => {
                let name = quoted(name);
                say!(self, "{name} is for training or data only and was left out.", "{name}只用于训练或数据，已略去。")
            }
            Remarked::SourceUnknown { name } => {
                let name = quoted(name);
                say!(self, "no earlier layer gives {name}.", "前面没有层给出{name}。")
            }
            Remarked::ColumnsAsHere => self
                .either(
                    "without a header, the columns were read as name, kind, from, C_in, C_out, K, stride, padding, \
                     dilation, output padding, g, bias, as in the table here; if they are others, add a header.",
                    "没有表头，各列按这里表格的顺序读取：名称、类型、来源、C_in、C_out、K、步幅、填充、膨胀、输出填充、g、偏置；\
                     如果不是这样，请加上表头。",
                )
                .to_owned(),
            Remarked::LinearOnPixels { name } => {
                let name = quoted(name);
                say!(
                    self,
                    "{name} is a linear layer on an image, so that it acts on every pixel by itself; put a flatten or \
                     a pool above it if it should take the whole image.",
                    "{name}是作用于图像的线性层，因此对每个像素分别计算；如果它应当接收整幅图像，请在它上方加上展平或池化。",
                )
            }
            Remarked::KindMissing => {
                self.either("this line does not say what its layer is.", "这一行没有说明层的类型。").to_owned()
            }
            Remarked::TooManyCells { cells, columns } => say!(
                self,
                "this line has {cells} cells, and the table {columns} columns.",
                "这一行有 {cells} 个单元格，而表格只有 {columns} 列。",
            ),
            Remarked::Nothing => {
                self.either("no layer was found in this text.", "在这段文本中没有找到任何层。").to_owned()
            }
            Remarked::TooMany { most } => {
                let most = exact(*most as u128);
                say!(self, "only the first {most} layers were read.", "只读取了前 {most} 层。")
            }
        }
    }
}
