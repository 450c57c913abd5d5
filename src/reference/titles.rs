//! The titles of the categories.

use super::Category;
use crate::language::Language;

impl Category {
    /// The heading above the category's words.
    pub fn title(self, language: Language) -> &'static str {
        let (english, japanese) = match self {
            Category::AclRights => ("ACL rights", "ACL の権限"),
            Category::Capabilities => ("Capabilities", "ケイパビリティ"),
            Category::Commands => ("Commands", "コマンド"),
            Category::FetchItems => ("FETCH items", "FETCH の項目"),
            Category::FetchModifiers => ("FETCH modifiers", "FETCH の修飾子"),
            Category::Flags => ("Flags and keywords", "フラグとキーワード"),
            Category::ListOptions => ("LIST options and data", "LIST のオプションとデータ"),
            Category::MetadataEntries => ("METADATA entries", "METADATA の注釈"),
            Category::NotifyEvents => ("NOTIFY events and mailboxes", "NOTIFY のイベントと対象"),
            Category::QuotaResources => ("Quota resources", "クォータのリソース"),
            Category::UrlAccess => ("URLAUTH access and mechanism", "URLAUTH の使用許可と方式"),
            Category::MailboxAttributes => ("Mailbox attributes", "メールボックスの属性"),
            Category::ResponseCodes => ("Response codes", "応答コード"),
            Category::Responses => ("Responses", "応答"),
            Category::SaslMechanisms => ("SASL mechanisms", "SASL の認証方式"),
            Category::SearchKeys => ("SEARCH keys", "SEARCH の検索キー"),
            Category::SearchReturnOptions => ("SEARCH return options", "SEARCH の結果オプション"),
            Category::SelectParameters => {
                ("SELECT and CREATE parameters", "SELECT と CREATE のパラメーター")
            }
            Category::SortCriteria => ("SORT criteria", "SORT の並べ替え条件"),
            Category::SortReturnOptions => ("SORT return options", "SORT の結果オプション"),
            Category::StatusItems => ("STATUS items", "STATUS の項目"),
            Category::StoreModifiers => ("STORE items and modifiers", "STORE の項目と修飾子"),
            Category::ThreadAlgorithms => ("THREAD algorithms", "THREAD のアルゴリズム"),
        };
        match language {
            Language::English => english,
            Language::Japanese => japanese,
        }
    }
}
