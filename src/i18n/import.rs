//! Sentences for files that were opened: what became of a model's operators, and why a file could not be read.

use super::Language;
use super::language::say;
use super::layer_error::plural;
use super::number::exact;
use crate::codec::foreign::Foreign;
use crate::codec::onnx::{Fate, OnnxError, Reason, Summary};
use crate::codec::open::{Format, OpenError};

impl Language {
    /// Why a file cannot be opened.
    pub fn open_error(self, error: &OpenError) -> String {
        match error {
            OpenError::Onnx(error) => self.onnx_error(*error),
            OpenError::Document(error) => self.document_error(error),
            OpenError::NoLayers(remarks) => {
                let nothing = self.no_layers();
                let first = remarks.iter().find(|remark| remark.what != crate::codec::Remarked::Nothing);
                match first {
                    Some(remark) => format!("{nothing} {}", self.remark(remark)),
                    None => nothing.to_owned(),
                }
            }
            OpenError::Report => self
                .either(
                    "This is a report: it holds what a network comes to, and not the network; open the document instead.",
                    "这是一份报告：其中是网络的计算结果，而不是网络本身；请打开文档。",
                )
                .to_owned(),
            OpenError::Foreign(foreign) => self.foreign(*foreign).to_owned(),
            OpenError::OtherEncoding => self
                .either(
                    "The letters of this file are in an encoding that is not read here; save it as UTF-8 (in a \
                     spreadsheet: CSV UTF-8).",
                    "无法识别此文件的字符编码；请另存为 UTF-8（在电子表格中：CSV UTF-8）。",
                )
                .to_owned(),
            OpenError::NotAText => self
                .either(
                    "This is none of what can be read here: a document, an ONNX model, PyTorch text, a Caffe prototxt, \
                     or a table as CSV or TSV.",
                    "无法读取：这不是文档、ONNX 模型、PyTorch 文本、Caffe prototxt，也不是 CSV 或 TSV 表格。",
                )
                .to_owned(),
        }
    }

    /// What a file is that cannot be read, and what to do instead.
    fn foreign(self, foreign: Foreign) -> &'static str {
        match foreign {
            Foreign::PyTorchWeights => self.either(
                "These are weights without their layers: export the model with torch.onnx.export, or paste what \
                 print(model) writes.",
                "这是权重文件，其中没有层的定义：请用 torch.onnx.export 导出模型，或粘贴 print(model) 的输出。",
            ),
            Foreign::TensorFlow => self.either(
                "This is a model of Keras or TensorFlow: turn it into ONNX with tf2onnx, and open the .onnx.",
                "这是 Keras 或 TensorFlow 模型：请用 tf2onnx 转换为 ONNX，再打开 .onnx 文件。",
            ),
            Foreign::Compiled => self.either(
                "This was compiled from a model for a device: open the .onnx that it was made from, or paste what \
                 print(model) writes.",
                "这是为设备编译的文件：请打开编译前的 .onnx 文件，或粘贴 print(model) 的输出。",
            ),
            Foreign::CaffeWeights => self.either(
                "These are weights of Caffe: open the .prototxt that belongs to them.",
                "这是 Caffe 权重文件：请打开与之对应的 .prototxt 文件。",
            ),
            Foreign::OnnxWeights => self.either(
                "These are weights that a model keeps beside it: open the .onnx itself, which needs no weights here.",
                "这是 ONNX 模型的外部权重文件：请打开 .onnx 文件本身，这里不需要权重。",
            ),
            Foreign::Notebook => self.either(
                "This is a notebook: copy the cell that defines or prints the model, and paste it.",
                "这是 Jupyter 笔记本：请复制定义或打印模型的单元格，再粘贴到这里。",
            ),
            Foreign::Workbook => self.either(
                "This is a workbook: save the sheet as CSV UTF-8 and open that, or copy its cells and paste them.",
                "这是电子表格工作簿：请把工作表另存为 CSV UTF-8 后打开，或复制单元格并粘贴到这里。",
            ),
            Foreign::Packed => self.either(
                "This file has others packed in it: unpack it, and open the one with the network.",
                "这是压缩文件：请解压后打开其中的网络文件。",
            ),
            Foreign::Pdf => self.either(
                "This is a PDF: copy its table of layers into a spreadsheet, and paste it from there.",
                "这是 PDF：请把其中的层表格复制到电子表格中，再从那里复制并粘贴到这里。",
            ),
            Foreign::Picture => self.either(
                "This is a picture, in which no network can be read: open the document or the model that it shows.",
                "这是图片，无法从中读取网络：请打开它所展示的文档或模型。",
            ),
        }
    }

    /// That a text holds no layer.
    pub fn no_layers(self) -> &'static str {
        self.either("No layer was found in this text.", "在这段文本中没有找到任何层。")
    }

    /// What a file or a text was recognized as.
    pub fn file_format(self, format: Format) -> &'static str {
        match format {
            Format::Document => self.either("im2cost document", "im2cost 文档"),
            Format::Onnx => self.either("ONNX model", "ONNX 模型"),
            Format::Prototxt => self.either("Caffe prototxt", "Caffe prototxt 文件"),
            Format::PyTorch => self.either("PyTorch text", "PyTorch 文本"),
            Format::Table => self.either("table", "表格"),
        }
    }

    /// Why a file is not a model that can be read.
    ///
    /// ```
    /// use im2cost::codec::onnx::OnnxError;
    /// use im2cost::i18n::Language;
    /// let sentence = Language::English.onnx_error(OnnxError::Truncated);
    /// assert_eq!(sentence, "This ONNX file ends before it is complete.");
    /// ```
    pub fn onnx_error(self, error: OnnxError) -> String {
        match error {
            OnnxError::Malformed { offset } => {
                let offset = exact(u128::from(offset));
                say!(
                    self,
                    "This is not an ONNX file, or it is damaged at byte {offset}.",
                    "这不是 ONNX 文件，或者文件在第 {offset} 字节处已损坏。",
                )
            }
            OnnxError::Truncated => {
                self.either("This ONNX file ends before it is complete.", "此 ONNX 文件不完整。").to_owned()
            }
            OnnxError::NoGraph => {
                self.either("This ONNX file holds no graph.", "此 ONNX 文件中没有计算图。").to_owned()
            }
            OnnxError::TooLarge => self
                .either(
                    "This ONNX file has more operators and names than a network has.",
                    "此 ONNX 文件的算子和名称多于一个网络所能有的。",
                )
                .to_owned(),
        }
    }

    /// What became of operators, as a heading above their names.
    pub fn fate(self, fate: Fate) -> &'static str {
        match fate {
            Fate::Row => self.either("Rows", "成为一行"),
            Fate::Fused => self.either("Part of another row", "并入其他行"),
            Fate::Evaluated => {
                self.either("Shape arithmetic and constants, evaluated", "形状运算与常量，已求值")
            }
            Fate::PassedOn => {
                self.either("Rearranges or renames only, costs nothing", "只是重排或改名，不产生开销")
            }
            Fate::Unknown(reason) => self.reason(reason),
        }
    }

    /// Why an operator could not be read.
    pub fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::NoSuchLayer => self.either("There is no layer here for it", "这里没有与之对应的层"),
            Reason::ThreeDimensional => self.either(
                "It works on volumes; the layers here work on images",
                "它作用于三维数据；这里的层作用于图像",
            ),
            Reason::WeightShapeUnknown => {
                self.either("The file does not give the shape of its weights", "文件没有给出其权重的形状")
            }
            Reason::WeightsComputed => {
                self.either("Its weights are computed from the network's input", "它的权重由网络输入计算得出")
            }
            Reason::ProductOfFlows => self.either(
                "It multiplies two computed matrices, as attention does",
                "它把两个计算得出的矩阵相乘，如注意力机制",
            ),
            Reason::OtherAxes => {
                self.either("It works on other axes than the layer here does", "它作用的轴与这里的层不同")
            }
            Reason::ExtentsUnknown => {
                self.either("The file does not give extents that it needs", "文件没有给出它所需的尺寸")
            }
            Reason::SecondInput => self.either("It is a second input", "它是第二个输入"),
        }
    }

    /// An import in one line: layers read, operators that could not be.
    ///
    /// ```
    /// use im2cost::codec::onnx::{Entry, Fate, Reason, Summary};
    /// use im2cost::i18n::Language;
    /// let fate = Fate::Unknown(Reason::NoSuchLayer);
    /// let entries = vec![Entry { op: "Einsum".into(), fate, count: 2 }];
    /// let summary = Summary { rows: 53, operators: 120, entries };
    /// let line = Language::English.import_summary(&summary);
    /// assert_eq!(line, "53 layers from 120 operators. Not read: 2 × Einsum. There is no layer here for it.");
    /// ```
    pub fn import_summary(self, summary: &Summary) -> String {
        let Summary { rows, operators, entries } = summary;
        let mut line = match self {
            Language::English => {
                let layers = plural(*rows as i64, "layer", "layers");
                let read = plural(*operators as i64, "operator", "operators");
                format!("{rows} {layers} from {operators} {read}.")
            }
            Language::Chinese => format!("由 {operators} 个算子得到 {rows} 层。"),
        };
        let mut reasons: Vec<Reason> = Vec::new();
        for entry in entries {
            if let Fate::Unknown(reason) = entry.fate
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
        }
        for reason in reasons {
            let unread = entries.iter().filter(|entry| entry.fate == Fate::Unknown(reason));
            let names: Vec<String> = unread.map(|entry| format!("{} × {}", entry.count, entry.op)).collect();
            let names = names.join(self.either(", ", "、"));
            let why = self.reason(reason);
            line += &say!(self, " Not read: {names}. {why}.", "未能读取：{names}。{why}。");
        }
        line
    }
}
