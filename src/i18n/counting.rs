//! What is counted: the entries of the ledger, operations without a GEMM, and the conventions.

use super::Language;
use super::language::say;
use crate::cost::{CountedEntry, Counting, Entry, Transposed, Unit};

impl Language {
    /// An entry of the ledger.
    pub fn entry(self, entry: Entry) -> &'static str {
        let (english, chinese) = match entry {
            Entry::Multiplications => ("multiplications (MACs)", "乘法（MACs）"),
            Entry::InBounds => ("of them in bounds", "其中在界内的"),
            Entry::GemmAdditions => ("additions in the GEMM", "GEMM 内的加法"),
            Entry::Col2imAdditions => ("additions of col2im", "col2im 的加法"),
            Entry::BiasAdditions => ("bias additions", "偏置的加法"),
            Entry::Flops => ("exact FLOPs", "精确 FLOPs"),
            Entry::Weights => ("weights", "权重"),
            Entry::Biases => ("biases", "偏置"),
            Entry::Parameters => ("parameters", "参数量"),
            Entry::ColumnElements => ("column buffer, per image", "列缓冲区（每张图像）"),
            Entry::ZeroInsertion => ("MACs by zero insertion", "按插零计的 MACs"),
        };
        self.either(english, chinese)
    }

    /// What an entry of the ledger counts.
    pub fn explain_entry(self, entry: Entry) -> &'static str {
        let (english, chinese) = match entry {
            Entry::Multiplications => (
                "Every product of the GEMM, those with padding included; each goes with one addition of a MAC.",
                "GEMM 中的每次乘法，含与填充相乘的；每次乘法连同一次加法就是一次乘加。",
            ),
            Entry::InBounds => (
                "Products that neither meet padding nor are cropped afterwards.",
                "既不与填充相乘、结果也不会被裁掉的乘法。",
            ),
            Entry::GemmAdditions => {
                ("A sum of n products takes n − 1 additions.", "n 个乘积求和需要 n − 1 次加法。")
            }
            Entry::Col2imAdditions => (
                "One addition for each cell of the column matrix that lands in the image.",
                "列矩阵中每个落在图像内的单元一次加法。",
            ),
            Entry::BiasAdditions => (
                "Forward: one for each element of the output. In the weight gradient: those that sum ∂b.",
                "前向：输出的每个元素一次。权重梯度中：对 ∂b 求和的加法。",
            ),
            Entry::Flops => (
                "Every multiplication and every addition that is done, each counted as one.",
                "实际执行的每次乘法和每次加法，各计一次。",
            ),
            Entry::Weights => ("The elements of W.", "W 的元素个数。"),
            Entry::Biases => ("One number for each output channel.", "每个输出通道一个数。"),
            Entry::Parameters => ("The learned numbers: weights and biases.", "可学习的数：权重和偏置。"),
            Entry::ColumnElements => (
                "The elements of the column matrix of all groups, for one image: the memory that im2col needs.",
                "一张图像所有分组的列矩阵的元素个数，即 im2col 所需的内存。",
            ),
            Entry::ZeroInsertion => (
                "A transposed convolution counted as a convolution over its input with zeros inserted, as several tools do.",
                "把转置卷积当作对插零后的输入做卷积来计数，有几种工具这样做。",
            ),
        };
        self.either(english, chinese)
    }

    /// The mark of an entry that a convention adds up.
    pub fn counted(self, counted: CountedEntry) -> &'static str {
        match counted.times {
            1 => self.either("counted", "计入"),
            _ => self.either("counted twice", "计两次"),
        }
    }

    /// What the mark means.
    pub fn explain_counted(self, counted: CountedEntry, counting: &Counting) -> String {
        let counting = self.counting(counting);
        match counted.times {
            1 => say!(
                self,
                "The cost by the chosen convention ({counting}) adds this up.",
                "按所选约定（{counting}），计算量加上这一项。",
            ),
            _ => say!(
                self,
                "The cost by the chosen convention ({counting}) adds this up twice: a product, and an addition for each.",
                "按所选约定（{counting}），计算量把这一项加两次：每次乘法，以及与之相伴的一次加法。",
            ),
        }
    }

    /// What the ledger says about the convention; `unlisted` if additions count too that are no entry.
    pub fn counted_note(self, counting: &Counting, unlisted: bool) -> String {
        let counting = self.counting(counting);
        let adds = say!(
            self,
            "Marked: what the cost adds up in {counting}.",
            "带标记的各项相加，就是按 {counting} 计的计算量。",
        );
        if !unlisted {
            return adds;
        }
        let more = self.either(
            "The additions between the products that count are no entry here.",
            "所计乘积之间的加法不在此列。",
        );
        self.sentences([adds.as_str(), more])
    }

    /// The unit of a count.
    pub fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Macs => "MACs",
            Unit::TwoMacs => "2·MACs",
            Unit::Flops => self.either("exact FLOPs", "精确 FLOPs"),
        }
    }

    /// What a unit counts.
    pub fn explain_unit(self, unit: Unit) -> &'static str {
        let (english, chinese) = match unit {
            Unit::Macs => (
                "A multiplication and the addition that goes with it count as one.",
                "一次乘法和与之相伴的一次加法合计为一次。",
            ),
            Unit::TwoMacs => (
                "A multiplication and the addition that goes with it count as two; many tools call this FLOPs.",
                "一次乘法和与之相伴的一次加法计为两次；许多工具称之为 FLOPs。",
            ),
            Unit::Flops => (
                "Every multiplication and every addition that is really done; a sum of n has n − 1 additions.",
                "实际执行的每次乘法和加法；n 个数求和只有 n − 1 次加法。",
            ),
        };
        self.either(english, chinese)
    }

    /// A way to count transposed convolutions.
    pub fn transposed(self, transposed: Transposed) -> &'static str {
        match transposed {
            Transposed::Gemm => self.either("as a GEMM", "按 GEMM"),
            Transposed::ZeroInsertion => self.either("as zero insertion", "按插零"),
        }
    }

    /// What a way to count transposed convolutions counts.
    pub fn explain_transposed(self, transposed: Transposed) -> &'static str {
        let (english, chinese) = match transposed {
            Transposed::Gemm => (
                "As it is computed: a product at every input pixel, then col2im.",
                "按实际的计算方式：在每个输入像素上做乘法，再做 col2im。",
            ),
            Transposed::ZeroInsertion => (
                "As a convolution over the input with zeros between its pixels: a whole kernel at every output pixel.",
                "当作在像素之间插零的输入上做卷积：每个输出像素用一次完整的核。",
            ),
        };
        self.either(english, chinese)
    }

    /// A convention in a few words: its unit, and where it differs from the default.
    ///
    /// ```
    /// use im2cost::cost::Counting;
    /// use im2cost::i18n::Language;
    /// let counting = Counting { bias: true, ..Counting::default() };
    /// assert_eq!(Language::English.counting(&counting), "MACs, with bias");
    /// assert_eq!(Language::Chinese.counting(&counting), "MACs，含偏置");
    /// ```
    pub fn counting(self, counting: &Counting) -> String {
        let Counting { unit, bias, transposed, padding, elementwise } = *counting;
        let mut parts = vec![self.unit(unit)];
        let mut differs = |differs: bool, english, chinese| {
            if differs {
                parts.push(self.either(english, chinese));
            }
        };
        differs(bias, "with bias", "含偏置");
        differs(transposed != Transposed::Gemm, "zero insertion", "转置卷积按插零");
        differs(!padding, "without padding", "不计填充");
        differs(elementwise, "with other layers", "含其他层");
        parts.join(self.either(", ", "，"))
    }
}
