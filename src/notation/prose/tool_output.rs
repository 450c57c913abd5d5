//! Output of other programs between the lines of a session.

use crate::notation::response::is_response;
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};

/// Whether this line between the lines with marks is another program's output.
pub fn is_of_tool(classifier: &mut LineClassifier, text: &str) -> bool {
    matches!(classifier.classify(text), TypedLineKind::ToolOutput)
        // `* Connected to …`
        || (text.starts_with("* ") && !is_response(text))
}
