//! Values that many responses share.

use super::super::Kind;
use super::super::lexeme;
use super::super::rule::Rule::{self, *};
use super::token;

pub(super) const NUMBER: Rule = Leaf(Kind::Number, token::number);
pub(super) const NIL: Rule = Leaf(Kind::Nil, token::nil);

/// `string`; the span around it is the caller's.
pub(super) static STRING: Rule = Choice(&[Leaf(Kind::Quoted, lexeme::quoted), Literal]);
/// `nstring`.
pub(super) static NSTRING: Rule = Choice(&[Leaf(Kind::Quoted, lexeme::quoted), Literal, NIL]);
/// `nstring`, or the placeholder of one that is a secret: `${secret}`.
pub(super) static MASKABLE_NSTRING: Rule =
    Choice(&[To(&NSTRING), Leaf(Kind::Atom, lexeme::placeholder_value)]);
/// A value of a form that only extensions use (`tagged-ext-val`).
pub(super) static ANY_VALUE: Rule = Choice(&[
    List(&ANY_VALUE),
    Leaf(Kind::Quoted, lexeme::quoted),
    Literal,
    NIL,
    NUMBER,
    Leaf(Kind::SequenceSet, token::sequence_set),
    Leaf(Kind::Atom, lexeme::astring_atom),
]);
