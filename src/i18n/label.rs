//! What is written on the page as it stands: buttons, headings, hints, messages without a number in them.

use super::Language;

macro_rules! labels {
    ($($variant:ident $english:literal $chinese:literal)*) => {
        /// A text of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Label {
            $($variant,)*
        }

        impl Label {
            /// All of them.
            pub const ALL: &[Label] = &[$(Label::$variant,)*];
        }

        impl Language {
            /// A text of the page.
            pub fn label(self, label: Label) -> &'static str {
                let (english, chinese) = match label {
                    $(Label::$variant => ($english, $chinese),)*
                };
                self.either(english, chinese)
            }
        }
    };
}

labels! {
    // The page as a whole.
    PageTitle "im2cost: what every layer costs, and why" "im2cost：每一层的计算量从何而来"
    Tagline "See what every layer of a convolutional network costs, and why."
        "看清卷积网络每一层的计算量，以及它从何而来。"
    NothingLeaves "Nothing leaves your machine: the page computes in your browser, without a server."
        "数据不会离开你的电脑：全部计算都在浏览器中完成，没有服务器。"
    Loading "Loading…" "正在加载……"
    SkipToTable "Skip to the layers" "跳到各层"

    // Header.
    Header "Document and settings" "文档与设置"
    NetworkName "Name of the network" "网络名称"
    Untitled "Untitled network" "未命名网络"
    New "New" "新建"
    NewHint "Start an empty network. Undo brings this one back." "新建空网络。撤销可恢复当前网络。"
    Examples "Examples" "示例"
    ExamplesHint "Open a well-known network. Undo brings this one back." "打开一个经典网络。撤销可恢复当前网络。"
    Open "Open…" "打开……"
    OpenHint "Open a file, or drop one on the page. Undo brings this one back."
        "打开文件，或把文件拖到页面上。撤销可恢复当前网络。"
    Save "Save" "保存"
    SaveHint "Save the network as a file." "把网络保存为文件。"
    Export "Export" "导出"
    ExportHint "Take the network or its figures away." "导出网络或它的数据。"
    ExportDocument "Document (.im2cost.json)" "文档（.im2cost.json）"
    ExportReport "JSON report" "JSON 报告"
    ExportTable "Table (CSV)" "表格（CSV）"
    Share "Share" "分享"
    ShareHint "Copy a link that holds the whole network." "复制包含整个网络的链接。"
    Undo "Undo" "撤销"
    Redo "Redo" "重做"
    LanguageChoice "Language" "语言"
    Theme "Theme" "主题"
    ThemeSystem "as the system" "跟随系统"
    ThemeLight "light" "浅色"
    ThemeDark "dark" "深色"
    Help "Help" "帮助"
    Close "Close" "关闭"
    Dismiss "Dismiss" "知道了"
    More "More" "更多"

    // Counting convention.
    Counting "Counting" "计数约定"
    CountingHint "What counts as one: choose what the totals add up." "什么算作一次：选择总计加总哪些内容。"
    CountingUnit "Unit" "单位"
    CountingBias "Bias additions" "偏置的加法"
    CountingBiasHint "One addition for each element of the output of a layer with a bias."
        "带偏置的层，输出的每个元素多一次加法。"
    CountingTransposed "Transposed convolution" "转置卷积"
    CountingPadding "Products with padding" "与填充的乘法"
    CountingPaddingHint "Products with the zeros of the padding, and those that are cropped afterwards."
        "与填充的零相乘的乘法，以及结果随后被裁掉的乘法。"
    CountingElementwise "Layers without a GEMM" "没有 GEMM 的层"
    CountingElementwiseHint "Pooling, normalization, activations and the like count each operation they do."
        "池化、归一化、激活函数等按所做的每次运算计数。"
    CountingDefault "Back to the default" "恢复默认"
    Counted "counted" "计入"
    NotCounted "not counted" "不计"

    // The network's input.
    Input "Input" "输入"
    InputShape "Shape of the input" "输入形状"
    NetworkInput "network input" "网络输入"

    // Summary.
    Summary "Totals" "总计"
    TotalMacs "multiply–accumulates" "乘加次数"
    TotalParameters "parameters" "参数量"
    TotalFlops "exact FLOPs" "精确 FLOPs"
    TotalActivations "activations" "激活值"
    TotalCost "cost" "计算量"
    TotalOverflow "more than 2¹²⁸ − 1" "超过 2¹²⁸ − 1"
    SharesBar "Share of each layer in the cost" "各层在计算量中的占比"
    PartialHint "The totals leave out rows that are not valid." "总计未包含无效的行。"

    // Table: heads.
    Layers "Layers" "各层"
    ColumnRow "row" "行"
    ColumnName "name" "名称"
    ColumnKind "kind" "类型"
    ColumnFrom "from" "来源"
    ColumnOther "other" "其他"
    ColumnPadding "pad" "填充"
    ColumnStride "stride" "步幅"
    ColumnDilation "dil." "膨胀"
    ColumnOutputPadding "out. pad" "输出填充"
    ColumnBias "bias" "偏置"
    ColumnInput "input" "输入"
    ColumnOutput "output" "输出"
    ColumnParameters "parameters" "参数量"
    ColumnCost "cost" "计算量"
    ColumnShare "share" "占比"
    ColumnReceptiveField "receptive field" "感受野"

    // Table: cells.
    RowAbove "row above" "上一行"
    FollowsInput "Follows what flows in" "跟随流入的数据"
    TypedValue "Typed by you; empty follows what flows in" "由你填写；清空则跟随流入的数据"
    DefaultValue "Default" "默认值"
    Yes "yes" "是"
    No "no" "否"
    Repairs "Possible repairs" "可行的修改"
    NotComputed "not computed" "未计算"

    // Table: acts.
    AddLayer "Add a layer" "添加一层"
    AddOrPaste "Add a layer, or paste rows" "添加一层，或粘贴若干行"
    InsertAbove "Insert above" "在上方插入"
    InsertBelow "Insert below" "在下方插入"
    Duplicate "Duplicate" "复制一份"
    Delete "Delete" "删除"
    MoveUp "Move up" "上移"
    MoveDown "Move down" "下移"
    DragRow "Drag to move" "拖动以移动"
    FillDown "Fill down" "向下填充"
    SelectAll "Select all" "全选"
    Cut "Cut" "剪切"
    Copy "Copy" "复制"
    Paste "Paste" "粘贴"
    RowMenu "Acts on this row" "对这一行的操作"
    Find "Find a layer" "查找层"
    FindNothing "No layer matches." "没有匹配的层。"
    SortByCost "Sort by cost" "按计算量排序"
    NetworkOrder "Order of the network" "网络顺序"
    SortHint "A view only: the network stays as it is." "只改变显示顺序，网络不变。"
    TotalsByKind "Totals by kind" "按类型汇总"
    Collapse "Collapse" "折叠"
    Expand "Expand" "展开"
    CollapseAll "Collapse all blocks" "折叠所有模块"
    ExpandAll "Expand all blocks" "展开所有模块"
    EmptyTable "No layers yet. Add one, paste rows from a spreadsheet, or open an example."
        "还没有任何层。添加一层，从电子表格粘贴若干行，或打开一个示例。"
    ChooseKind "Choose a kind" "选择类型"

    // Inspector.
    Inspector "Selected layer" "选中的层"
    NothingSelected "Select a layer to see what its cost is made of." "选中一层，看它的计算量由什么构成。"
    NoGemm "This layer is no matrix product: it counts its operations one by one."
        "这一层不是矩阵乘法：它的运算逐次计数。"
    NoOperations "This layer only passes numbers on; nothing is computed." "这一层只传递数据，不做任何运算。"
    InvalidLayer "As soon as the row is valid, its cost is shown here." "这一行有效后，这里会显示它的计算量。"
    Passes "Passes" "前向与反向"
    Diagram "Matrices of this layer" "这一层的矩阵"
    ToScale "To scale" "按比例"
    CellByCell "Cell by cell" "逐格"
    ScaleNote "Edges follow √length." "边长按 √长度 绘制。"
    PointAtAnything "Point at anything to see what it is made of." "指向任意部分，看它由什么构成。"
    ColumnsAreInput "A 1×1 kernel needs no im2col: the column matrix is the input itself."
        "1×1 核不需要 im2col：列矩阵就是输入本身。"
    EmptyBlocks "empty: groups do not see each other" "空白：各组互不相连"
    PerGroupAndImage "for each group and each image" "每组、每张图像"
    Formula "Formula" "公式"
    CopyFormula "Copy as" "复制为"
    CopyText "text" "文本"
    Ledger "Ledger" "明细账"
    LedgerHint "Exact counts for the whole batch." "整个批次的精确计数。"
    Operations "Operations" "运算"
    Comparisons "comparisons" "比较"
    Additions "additions" "加法"
    Multiplications "multiplications" "乘法"
    Divisions "divisions and roots" "除法与开方"
    Exponentials "exponentials" "指数等函数"
    OtherCounters "What other counters print" "其他计数工具的结果"
    Memory "Memory" "内存"
    ColumnBufferPerImage "column buffer, per image" "列缓冲区（每张图像）"
    FullScreen "Full screen" "全屏"
    LeaveFullScreen "Leave full screen" "退出全屏"
    WhereFrom "Where this number comes from" "这个数从何而来"
    ExactValue "Exact value" "精确值"
    Explanation "What this means" "含义"
    Play "Play" "播放"
    Pause "Pause" "暂停"
    StepForward "Step forward" "前进一步"
    StepBack "Step back" "后退一步"

    // Files, links, storage.
    DropFile "Drop the file to open it" "松开以打开文件"
    FileNotText "This file is not text, so it is none that this page reads." "此文件不是文本，本页无法读取。"
    FileTooLarge "This file is too large for a network." "此文件过大，不可能是网络。"
    FileUnreadable "The browser could not read this file." "浏览器无法读取此文件。"
    FileKept "Your network is as it was." "当前网络未改变。"
    LinkCopied "Link copied" "链接已复制"
    LinkInstead "The last network was opened instead." "已改为打开上次的网络。"
    LinkTooLong "This network is too large for a link: save it as a file instead." "网络过大，无法放进链接：请保存为文件。"
    CopyFailed "The browser did not allow copying. Select the text and copy it." "浏览器不允许复制，请选中文本后手动复制。"
    Copied "Copied" "已复制"
    Saved "Saved in this browser" "已保存在此浏览器中"
    Saving "Saving…" "正在保存……"
    Restored "Your last network is back, as you left it." "已恢复上次的网络。"
    StorageFull "This browser's storage is full: the network is not kept after you leave. Save it as a file."
        "浏览器存储已满：离开后网络不会保留。请保存为文件。"
    StorageBlocked "This browser keeps nothing for this page: the network is gone when you leave. Save it as a file."
        "浏览器禁止本页存储：离开后网络会丢失。请保存为文件。"
    OtherTab "Another tab changed the saved network. This tab keeps its own; yours is saved when you edit it."
        "另一个标签页改动了已保存的网络。本页保持不变，你编辑后会保存本页的网络。"
    UseOtherTab "Show the other tab's network" "显示另一个标签页的网络"
    PasteUnreadable "What was pasted has no rows that this page reads." "粘贴的内容中没有本页能读取的行。"

    // Keyboard.
    Keyboard "Keyboard" "键盘操作"
    KeyMove "Move between cells" "在单元格之间移动"
    KeyNext "Next or previous cell" "下一个或上一个单元格"
    KeyDown "Cell below; adds a row at the end" "下方单元格；在末尾则添加一行"
    KeyEdit "Edit the cell" "编辑单元格"
    KeyCancel "Leave the cell as it was" "放弃对单元格的修改"
    KeySelectRows "Select several rows" "选择多行"
    KeyMoveRow "Move the row up or down" "上移或下移这一行"
    KeyInsert "Insert a row below" "在下方插入一行"
    KeyDuplicate "Duplicate the selected rows" "复制选中的行"
    KeyDelete "Delete the selected rows" "删除选中的行"
    KeyCopyPaste "Copy, cut, paste cells or rows" "复制、剪切、粘贴单元格或行"
    KeyFillDown "Fill down" "向下填充"
    KeyUndo "Undo, redo" "撤销、重做"
    KeyFind "Find a layer" "查找层"
    KeyHelp "Show or hide this help" "显示或隐藏此帮助"
}
