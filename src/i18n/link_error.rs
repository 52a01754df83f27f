//! Sentences for links that do not open.

use super::Language;
use crate::codec::link::LinkError;

impl Language {
    /// Why a link does not open.
    pub fn link_error(self, error: &LinkError) -> String {
        let (english, chinese) = match error {
            LinkError::UnknownVersion => (
                "This link is of a version that this page does not know; a newer page may open it.",
                "此链接的版本本页无法识别，也许新版本的页面可以打开。",
            ),
            LinkError::TooLong => ("This link is too long to be opened.", "此链接过长，无法打开。"),
            LinkError::Damaged => (
                "Part of this link is missing or changed: copy it once more, whole.",
                "此链接不完整或被改动：请重新完整复制一次。",
            ),
            LinkError::TooLarge => {
                ("This link holds far more than a network.", "此链接包含的内容过多，不可能是网络。")
            }
            LinkError::Document(error) => return self.document_error(error),
        };
        self.either(english, chinese).to_owned()
    }
}
