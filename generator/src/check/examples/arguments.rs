//! Arguments of functions in the URLs of example requests, against the types that metadata declares (OData ABNF:
//! `primitiveLiteral`).

use super::values;
use crate::analysis::paths::{Paths, PlaceId, StepKind, Tail};
use crate::analysis::requests::format::is_text_of;
use crate::analysis::requests::literal::Literal;
use crate::analysis::requests::placeholder::is_placeholder;
use crate::analysis::requests::{self, Argument, Requests};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::example::{Example, RequestMessage};
use crate::model::http::{self, Segment};
use crate::model::{ItemType, Model, ODataOperationId, Operation, OperationId, Parameter, Primitive, TypeId};

/// The context for resolving the function that a URL calls.
pub(super) struct Arguments<'a> {
    model: &'a Model<TypeId>,
    paths: &'a Paths,
    requests: Requests<'a>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(model: &'a Model<TypeId>, paths: &'a Paths) -> Arguments<'a> {
        Arguments { model, paths, requests: Requests::new(model, paths) }
    }

    /// Reports arguments that are not valid for their parameters.
    pub(super) fn check(
        &self,
        diagnostics: &mut Diagnostics,
        id: OperationId,
        operation: &Operation<TypeId>,
        example: &Example,
    ) {
        let Some(request) = &example.request else { return };
        if !request.template.segments.iter().any(|it| matches!(it, Segment::Call(_, all) if !all.is_empty())) {
            return;
        }
        let Ok(resolved) = self.requests.resolve(id, request) else { return };
        let steps = resolved.steps.iter().map(|it| {
            let step = &self.paths.places[it.from.0 as usize].steps[it.step];
            (step.odata_operation, &it.arguments)
        });
        let call = self.requests.call(&resolved);
        let is_template = is_template(request);
        for (odata_operation, arguments) in steps.chain([(call.odata_operation, &resolved.arguments)]) {
            let Some(odata_operation) = odata_operation else { continue };
            for argument in arguments {
                if let Some(report) = self.mismatch(odata_operation, argument, is_template) {
                    diagnostics.report(report.symbol(&operation.title.value));
                }
            }
        }
    }

    /// The places of the URL of an example request, one after each segment, from the root to the place of the call.
    pub(super) fn places(&self, id: OperationId, request: &RequestMessage) -> Option<Vec<PlaceId>> {
        let resolved = self.requests.resolve(id, request).ok()?;
        Some(resolved.steps.iter().map(|it| it.from).chain([resolved.place]).collect())
    }

    /// Whether the model declares every step of the URL of an example request.
    pub(super) fn is_declared(&self, id: OperationId, request: &RequestMessage) -> bool {
        let Ok(resolved) = self.requests.resolve(id, request) else { return false };
        let is_declared = |it: &requests::Step| {
            let step = &self.paths.places[it.from.0 as usize].steps[it.step];
            match &step.kind {
                StepKind::Segment(name) => {
                    let is_entry = || self.model.entries.iter().any(|it| it.name.value == *name);
                    step.property.is_some() || (it.from == PlaceId(0) && is_entry())
                }
                StepKind::Function(..) => step.odata_operation.is_some(),
                StepKind::Key | StepKind::Keys(_) | StepKind::ByPath | StepKind::Values(_) => true,
            }
        };
        let call = self.requests.call(&resolved);
        resolved.steps.iter().all(is_declared) && (call.odata_operation.is_some() || call.tail == Tail::None)
    }

    /// `is_template` if the URL has placeholders on purpose.
    fn mismatch(
        &self,
        odata_operation: ODataOperationId,
        argument: &Argument,
        is_template: bool,
    ) -> Option<Diagnostic> {
        let odata_operation = self.model.odata_operation(odata_operation);
        let parameter =
            odata_operation.parameters.iter().find(|it| it.name.value.eq_ignore_ascii_case(&argument.name))?;
        let ItemType::Primitive(declared) = parameter.ty.item else { return None };
        if parameter.ty.is_collection || is_literal_of(declared, &argument.value.value) {
            return None;
        }
        let report = if is_stand_in(&argument.value.value, &parameter.name.value) {
            placeholder(declared, parameter, argument).filter(|_| !is_template)?
        } else {
            let message =
                format!("the argument for `{}` is not a literal of type `{}`", parameter.name.value, declared.name());
            Diagnostic::new(Code::ExampleArgument, argument.value.span, message)
                .label(format!("expected `{}`", declared.name()))
                .help(remedy(declared, &argument.value.value))
        };
        Some(report.also(parameter.name.span, "declared here"))
    }
}

/// Whether a URL has placeholders for keys or for text: `/things/{id}`, `find(name='{name}')`.
fn is_template(request: &RequestMessage) -> bool {
    let is_placeholder = |it: &http::Argument| it.is_quoted && is_placeholder(&it.value, &[&it.name]);
    request.template.segments.iter().any(|it| match it {
        Segment::Placeholder(_) => true,
        Segment::Call(_, all) => all.iter().any(is_placeholder),
        _ => false,
    })
}

/// The same value as a literal of the declared type, if only its quotes are wrong.
fn remedy(declared: Primitive, literal: &Literal) -> String {
    let is_unquoted = |it: &str| match Literal::read(it) {
        it @ (Literal::Number(_) | Literal::Bare(_)) => is_literal_of(declared, &it),
        _ => false,
    };
    match literal {
        Literal::Text(text) if is_unquoted(text) => format!("write `{text}`, without quotes"),
        Literal::Bare(text) if declared == Primitive::String => format!("write `'{text}'`, with quotes"),
        _ => format!("write a literal of this type, such as {}", sample(declared)),
    }
}

/// A placeholder in a place where it cannot be a value.
fn placeholder(declared: Primitive, parameter: &Parameter<TypeId>, argument: &Argument) -> Option<Diagnostic> {
    let message = format!("`{}` has a placeholder instead of a value", parameter.name.value);
    let report = Diagnostic::new(Code::ExamplePlaceholder, argument.value.span, message);
    (declared != Primitive::String).then(|| report.label("placeholder"))
}

fn is_stand_in(literal: &Literal, name: &str) -> bool {
    match literal {
        Literal::Text(text) | Literal::Bare(text) => is_placeholder(text, &[name]),
        _ => false,
    }
}

/// Whether a literal is valid for this type.
fn is_literal_of(ty: Primitive, literal: &Literal) -> bool {
    use Primitive::{Boolean, Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single, Stream, String, Untyped};
    let is_number = matches!(ty, Byte | Decimal | Double | Int16 | Int32 | Int64 | SByte | Single);
    match literal {
        Literal::Null | Literal::Json(_) => true,
        _ if matches!(ty, Stream | Untyped) => true,
        Literal::Boolean(_) => ty == Boolean,
        Literal::Number(_) => is_number,
        Literal::Text(_) => ty == String,
        Literal::Prefixed(..) => !is_number && ty != Boolean,
        Literal::Bare(text) => !is_number && !matches!(ty, Boolean | String) && is_text_of(ty, text),
    }
}

/// A sample literal.
fn sample(ty: Primitive) -> &'static str {
    match ty {
        Primitive::String => "`'text'`",
        Primitive::Boolean => "`true`",
        Primitive::Binary => "`binary'dGV4dA'`",
        Primitive::Duration => "`duration'PT1H30M'`",
        // As in JSON, but without quotes.
        Primitive::Date | Primitive::DateTimeOffset | Primitive::Guid | Primitive::TimeOfDay => values::sample(ty),
        _ => "a number",
    }
}
