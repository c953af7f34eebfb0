//! The description of one operation as its handler's own types tell it: parameters and body by its arguments,
//! answers by its reply, problems by both. Nothing is said twice, so nothing can disagree.

use super::problem::{Fault, MEDIA_TYPE};
use super::reply::{CsvBytes, FileBytes, Nothing};
use contract::people::Made;
use contract::problem::ProblemBody;
use std::collections::BTreeMap;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, KnownFormat, Ref, RefOr, Required};
use utoipa::{IntoParams, ToSchema};

/// The session's cookie, in the description's list of security schemes.
pub(crate) const SESSION_SCHEME: &str = "session";

pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

pub(crate) struct Described {
    operation: Operation,
    schemas: Schemas,
    /// What each refusal means, by its status.
    problems: BTreeMap<u16, Vec<String>>,
    /// A read whose unchanged answer is a 304.
    conditional: bool,
    /// The portal as staff see it.
    preview: bool,
}

impl Described {
    pub(crate) fn new(operation: Operation, reads: bool) -> Self {
        let mut described = Self {
            operation,
            schemas: Vec::new(),
            problems: BTreeMap::new(),
            conditional: reads,
            preview: false,
        };
        // What the handler itself declares can only be refusals of its own.
        for (status, response) in std::mem::take(&mut described.operation.responses.responses) {
            if let (Ok(status), RefOr::T(response)) = (status.parse(), response) {
                described
                    .problems
                    .entry(status)
                    .or_default()
                    .push(response.description);
            }
        }
        described.schema::<ProblemBody>();
        described.problem(Fault::Internal);
        described.problem(Fault::Unavailable);
        if !reads {
            described.problem(Fault::WrongOrigin);
        }
        described
    }

    /// It is the portal's operation with a contact's slice and staff's own sign-in.
    pub(super) fn preview(&mut self) {
        self.preview = true;
        let id = self.operation.operation_id.take().unwrap_or_default();
        self.operation.operation_id = Some(format!("preview_{id}"));
        let summary = self.operation.summary.take().unwrap_or_default();
        self.operation.summary = Some(format!("{summary}, as a contact sees it"));
    }

    pub(super) const fn is_preview(&self) -> bool {
        self.preview
    }

    pub(crate) fn problem(&mut self, fault: Fault) {
        let meanings = self.problems.entry(fault.status().as_u16()).or_default();
        if !meanings.iter().any(|m| m == fault.title()) {
            meanings.push(fault.title().to_owned());
        }
    }

    pub(crate) fn schema<T: ToSchema>(&mut self) {
        T::schemas(&mut self.schemas);
        self.schemas.push((T::name().into_owned(), T::schema()));
    }

    pub(crate) fn signed_in(&mut self) {
        self.problem(Fault::SignInRequired);
        self.operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
            SESSION_SCHEME,
            [],
        )]);
    }

    pub(crate) fn parameter(&mut self, parameter: Parameter) {
        self.operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(parameter));
    }

    /// A parameter that is a text of one sort.
    pub(crate) fn text(&mut self, name: &str, at: ParameterIn, what: &str, schema: RefOr<Schema>) {
        let required = if matches!(at, ParameterIn::Path) {
            Required::True
        } else {
            Required::False
        };
        self.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(at)
                .required(required)
                .description(Some(what))
                .schema(Some(schema))
                .build(),
        );
    }

    pub(crate) fn query<T: IntoParams>(&mut self) {
        for parameter in T::into_params(|| Some(ParameterIn::Query)) {
            self.parameter(parameter);
        }
        self.problem(Fault::Invalid);
    }

    pub(crate) fn body<T: ToSchema>(&mut self) {
        self.schema::<T>();
        let body = RequestBodyBuilder::new()
            .content("application/json", Content::new(Some(reference::<T>())))
            .required(Some(Required::True))
            .build();
        self.sends(body);
        for fault in [
            Fault::Malformed,
            Fault::TooLarge,
            Fault::UnsupportedMediaType,
            Fault::Invalid,
        ] {
            self.problem(fault);
        }
    }

    pub(super) fn sends(&mut self, body: RequestBody) {
        self.operation.request_body = Some(RefOr::T(body));
    }

    pub(super) fn answer(&mut self, status: &str, response: ResponseBuilder) {
        self.operation
            .responses
            .responses
            .insert(status.to_owned(), RefOr::T(response.build()));
    }

    /// The operation with every problem it can answer, and the schemas it needs.
    pub(crate) fn finish(mut self) -> (Operation, Schemas) {
        for (status, meanings) in std::mem::take(&mut self.problems) {
            let response = ResponseBuilder::new()
                .description(meanings.join("; or: "))
                .content(MEDIA_TYPE, Content::new(Some(reference::<ProblemBody>())));
            self.answer(&status.to_string(), response);
        }
        (self.operation, self.schemas)
    }
}

pub(super) fn reference<T: ToSchema>() -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(T::name()))
}

pub(crate) fn string() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

fn etag() -> Header {
    Header::new(string())
}

/// What a reply's type says of the answers it can be.
pub(crate) trait Answer {
    fn describe(described: &mut Described);
}

impl<T: ToSchema> Answer for T {
    fn describe(described: &mut Described) {
        described.schema::<T>();
        let mut response = ResponseBuilder::new()
            .description("Done")
            .content("application/json", Content::new(Some(reference::<T>())));
        if described.conditional {
            response = response.description("Found").header("ETag", etag());
            described.answer(
                "304",
                ResponseBuilder::new().description("As `If-None-Match` has it"),
            );
            described.text(
                "If-None-Match",
                ParameterIn::Header,
                "The `ETag` of the answer at hand.",
                string(),
            );
        }
        described.answer("200", response);
    }
}

/// A JSON answer to something that is only taken in: 202.
pub(crate) struct Accepted<T>(std::marker::PhantomData<T>);

impl<T: ToSchema> Answer for Accepted<T> {
    fn describe(described: &mut Described) {
        described.schema::<T>();
        let response = ResponseBuilder::new()
            .description("Taken in")
            .content("application/json", Content::new(Some(reference::<T>())));
        described.answer("202", response);
    }
}

/// The id of what was made: 201.
pub(crate) struct Created;

impl Answer for Created {
    fn describe(described: &mut Described) {
        described.schema::<Made>();
        let response = ResponseBuilder::new()
            .description("Made")
            .content("application/json", Content::new(Some(reference::<Made>())));
        described.answer("201", response);
    }
}

/// A JSON answer, or nothing where there is nobody to tell of: 204.
pub(crate) struct IfAny<T>(std::marker::PhantomData<T>);

impl<T: ToSchema> Answer for IfAny<T> {
    fn describe(described: &mut Described) {
        <T as Answer>::describe(described);
        described.answer("204", ResponseBuilder::new().description("Nobody"));
    }
}

impl Answer for Nothing {
    fn describe(described: &mut Described) {
        described.answer("204", ResponseBuilder::new().description("Done"));
    }
}

impl Answer for CsvBytes {
    fn describe(described: &mut Described) {
        let response = ResponseBuilder::new()
            .description("The table")
            .content("text/csv", Content::new(Some(string())));
        described.answer("200", response);
    }
}

impl Answer for FileBytes {
    fn describe(described: &mut Described) {
        let binary: RefOr<Schema> = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into();
        for (status, what) in [
            ("200", "The file"),
            ("206", "The part of it that was asked for"),
        ] {
            let response = ResponseBuilder::new()
                .description(what)
                .header("ETag", etag())
                .content("*/*", Content::new(Some(binary.clone())));
            described.answer(status, response);
        }
        described.answer(
            "304",
            ResponseBuilder::new().description("As `If-None-Match` has it"),
        );
        described.problem(Fault::RangeNotSatisfiable);
        for (name, what) in [
            ("If-None-Match", "The `ETag` of the file at hand."),
            ("Range", "One range of bytes, as `bytes=0-1023`."),
            (
                "If-Range",
                "The `ETag` that the range is meant for; of any other file all is sent.",
            ),
        ] {
            described.text(name, ParameterIn::Header, what, string());
        }
    }
}
