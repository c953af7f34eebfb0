//! The registrar: one call puts an operation on the server and into the OpenAPI document. It takes only what
//! utoipa described and what answers a gated reply, so an undocumented or ungated route cannot be added.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the gate: routes are made here"
)]

use super::argument::Handler;
use super::describe::{Answer, Described};
use super::gate;
use super::problem::{Fault, Problem};
use super::trace::TraceId;
use crate::api::Api;
use actix_web::http::Method;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, Route};
use std::collections::BTreeMap;
use std::sync::Arc;
// The derive gives the tags nowhere else; utoipa's own actix binding reads them here too.
use utoipa::__dev::Tags;
use utoipa::openapi::path::{HttpMethod, Paths};
use utoipa::openapi::schema::Components;

/// An operation as it was registered, for tests that go through all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub operation: String,
    pub method: &'static str,
    pub path: String,
    /// The handler's full Rust name.
    pub handler: &'static str,
    /// Whether it needs a hat, only a session, or neither.
    pub needs: Needs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Session,
}

#[derive(Default)]
pub(crate) struct Routes {
    /// By path, so that any other method is answered by that path's 405.
    resources: BTreeMap<String, Vec<(Method, Route)>>,
    pub(crate) paths: Paths,
    pub(crate) components: Components,
    pub(crate) registered: Vec<Registered>,
    /// What is being registered is the portal as staff see it.
    preview: bool,
}

/// Where the portal's reads are for staff, and where they are for a contact.
const PREVIEW_PORTAL: &str = "/api/v1/admin/preview/{contact}/portal";
/// Below it everything is read as the contact that is named.
pub(crate) const PREVIEW: &str = "/api/v1/admin/preview/{contact}/";
const PORTAL: &str = "/api/v1/portal";

impl Routes {
    /// Registers the same operations once more, for staff with a contact's slice. Only reads: whatever else is handed
    /// in is not mounted, so that nothing can be done there.
    pub(crate) fn preview(&mut self, register: impl FnOnce(&mut Self)) {
        self.preview = true;
        register(self);
        self.preview = false;
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "both are named, not built, where this is called"
    )]
    pub(crate) fn route<P, H, Args, T>(&mut self, _path: P, handler: H)
    where
        P: utoipa::Path + for<'t> Tags<'t>,
        H: Handler<Args, T>,
        T: Answer + 'static,
        Args: 'static,
    {
        let mut path = P::path();
        if self.preview {
            path = path.replacen(PORTAL, PREVIEW_PORTAL, 1);
        }
        for documented in P::methods() {
            let (method, reads) = method(&documented);
            if self.preview && !reads {
                continue;
            }
            let mut described = Described::new(P::operation(), reads);
            if self.preview {
                described.preview();
            }
            H::describe(&mut described);
            T::describe(&mut described);
            let (mut operation, schemas) = described.finish();
            let mut tags: Vec<String> = P::tags().into_iter().map(str::to_owned).collect();
            if self.preview {
                tags = vec!["preview".to_owned()];
            }
            operation.tags = Some(tags);
            let name: Arc<str> = operation.operation_id.as_deref().unwrap_or_default().into();
            self.registered.push(Registered {
                operation: name.to_string(),
                method: method_name(&documented),
                path: path.clone(),
                handler: std::any::type_name::<H>(),
                needs: if operation.security.is_some() {
                    Needs::Session
                } else {
                    Needs::Nothing
                },
            });
            self.paths
                .add_path_operation(path.clone(), vec![documented], operation);
            self.components.schemas.extend(schemas);
            let handler = handler.clone();
            let served =
                Route::new().method(method.clone()).to(
                    move |request: HttpRequest, payload: web::Payload, api: Data<Api>| {
                        let (handler, name) = (handler.clone(), Arc::clone(&name));
                        async move {
                            gate::pass(handler, &name, request, payload.into_inner(), &api).await
                        }
                    },
                );
            self.resources
                .entry(path.clone())
                .or_default()
                .push((method, served));
        }
    }

    pub(crate) fn configure(self, config: &mut web::ServiceConfig) {
        for (path, routes) in self.resources {
            let allowed: Vec<_> = routes
                .iter()
                .map(|(method, _)| method.as_str().to_owned())
                .collect();
            let allowed = allowed.join(", ");
            let mut resource = web::resource(&path);
            for (_, route) in routes {
                resource = resource.route(route);
            }
            config.service(
                resource.default_service(web::to(move |request: HttpRequest| {
                    let problem = Problem::new(Fault::MethodNotAllowed).allow(&allowed);
                    async move { problem.leave(TraceId::of(&request)) }
                })),
            );
        }
    }
}

/// Whatever no operation is registered for.
pub(crate) async fn nowhere(request: HttpRequest) -> actix_web::HttpResponse {
    Problem::not_found().leave(TraceId::of(&request))
}

/// The method, and whether it only reads.
fn method(method: &HttpMethod) -> (Method, bool) {
    match method {
        HttpMethod::Get => (Method::GET, true),
        HttpMethod::Post => (Method::POST, false),
        HttpMethod::Put => (Method::PUT, false),
        HttpMethod::Delete => (Method::DELETE, false),
        HttpMethod::Options => (Method::OPTIONS, true),
        HttpMethod::Head => (Method::HEAD, true),
        HttpMethod::Patch => (Method::PATCH, false),
        HttpMethod::Trace => (Method::TRACE, false),
    }
}

const fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Options => "OPTIONS",
        HttpMethod::Head => "HEAD",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Trace => "TRACE",
    }
}

#[cfg(test)]
mod tests {
    use super::super::argument::Argument;
    use super::super::input::Input;
    use super::super::reply::{FileBytes, Nothing};
    use super::{Answer, Handler};
    use crate::http::problem::Problem;
    use crate::http::reply::Reply;
    use actix_web::{HttpResponse, web};
    use contract::record::RecordView;
    use contract::sign_in::SignInRequest;
    use domain::slice::Slice;

    /// Does not compile if the type is what it must not be: then `some` could mean two things.
    macro_rules! assert_not {
        ($type:ty: $bound:path) => {{
            trait Ambiguous<A> {
                fn some() {}
            }
            impl<T> Ambiguous<()> for T {}
            impl<T: $bound> Ambiguous<u8> for T {}
            let _ = <$type as Ambiguous<_>>::some;
        }};
    }
    fn assert_is<T: Answer>() {}

    #[test]
    fn only_described_answers_can_be_given() {
        assert_is::<RecordView>();
        assert_is::<Nothing>();
        assert_is::<FileBytes>();
        assert_not!(HttpResponse: Answer);
        assert_not!(web::Bytes: Answer);
        assert_not!(serde_json::Map<String, serde_json::Value>: Answer);
        // Not even a slice: what is answered of it is decided by the gate.
        assert_not!(Slice<RecordView>: Answer);
    }

    #[test]
    fn only_our_own_arguments_can_be_taken() {
        fn assert_is<T: Argument>() {}
        assert_is::<Input<SignInRequest>>();
        assert_not!(web::Json<SignInRequest>: Argument);
        assert_not!(web::Query<contract::page::PageQuery>: Argument);
        assert_not!(actix_web::HttpRequest: Argument);
    }

    #[test]
    fn only_gated_handlers_can_be_registered() {
        type Gated = fn() -> std::future::Ready<Result<Reply<RecordView>, Problem>>;
        type Ungated = fn() -> std::future::Ready<HttpResponse>;
        fn assert_is<H: Handler<(), RecordView>>() {}
        assert_is::<Gated>();
        assert_not!(Ungated: Handler<(), RecordView>);
    }
}
