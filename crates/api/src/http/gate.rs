//! The way of every API request: where it came from, its arguments, its handler, its receipt, its answer.

use super::argument::{Ask, Handler};
use super::problem::Problem;
use super::trace::TraceId;
use crate::api::Api;
use actix_web::dev::Payload;
use actix_web::{HttpRequest, HttpResponse};
use metrics::SharedString;
use std::sync::Arc;
use std::time::Instant;

pub(super) async fn pass<H, Args, T>(
    handler: H,
    operation: &Arc<str>,
    request: HttpRequest,
    mut payload: Payload,
    api: &Api,
) -> HttpResponse
where
    H: Handler<Args, T>,
{
    let began = Instant::now();
    let outcome = match api.origin.check(&request) {
        Ok(()) => {
            handler
                .run(Ask {
                    request: &request,
                    payload: &mut payload,
                    api,
                })
                .await
        }
        Err(problem) => Err(problem),
    };
    let outcome = match outcome {
        Ok(reply) => reply.leave(api).await,
        Err(problem) => Err(problem),
    };
    let response = match outcome {
        Ok(response) => response,
        Err(problem) => refuse(problem, TraceId::of(&request), api).await,
    };
    count(operation, response.status().as_u16(), began);
    response
}

/// A refusal may owe a receipt as well; if that cannot be written, not even the refusal leaves.
async fn refuse(mut problem: Problem, trace: TraceId, api: &Api) -> HttpResponse {
    if let Some(draft) = problem.take_receipt()
        && let Err(error) = api.receipts().write(draft).await
    {
        problem = error.into();
    }
    problem.leave(trace)
}

fn count(operation: &Arc<str>, status: u16, began: Instant) {
    let name = || SharedString::from_shared(Arc::clone(operation));
    metrics::counter!("sightline_requests_total", "operation" => name(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("sightline_request_seconds", "operation" => name())
        .record(began.elapsed().as_secs_f64());
}
