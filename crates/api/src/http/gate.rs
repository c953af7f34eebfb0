//! The way of every API request: where it came from, its arguments, its handler, its receipt, its answer.

use super::argument::{Ask, Handler, Recall};
use super::client::Client;
use super::problem::{Problem, Refused};
use super::reply::Reply;
use super::trace::TraceId;
use crate::api::Api;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse};
use app::receipts::ReceiptError;
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
    let response = match api.origin.check(&request) {
        Err(problem) => refuse(problem, &request, api).await,
        Ok(()) => answer(handler, &request, &mut payload, api).await,
    };
    count(operation, response.status().as_u16(), began);
    response
}

/// First out of memory, if that is still true; else made anew.
async fn answer<H, Args, T>(
    handler: H,
    request: &HttpRequest,
    payload: &mut Payload,
    api: &Api,
) -> HttpResponse
where
    H: Handler<Args, T>,
{
    if let Some(kept) = api.memory.answer(request, &*api.app.clock) {
        let reply: Reply<T> = kept.reply(&Client::of(request, api));
        if let Ok(response) = reply.leave(request, api).await {
            return response;
        }
    }
    let recall = Recall::new(*request.method() == Method::GET);
    let outcome = handler
        .clone()
        .run(Ask {
            request,
            payload: &mut *payload,
            api,
            recall: &recall,
        })
        .await;
    if !recall.was_used() {
        return finish(outcome, request, api).await;
    }
    // What rests on memory leaves only with a receipt that proves it; anything else is decided once more.
    match outcome {
        Ok(reply) => {
            if let Ok(response) = reply.leave(request, api).await {
                return response;
            }
        }
        Err(mut problem) => {
            if let Some(refused) = problem.take_receipt()
                && write(refused, api).await.is_ok()
            {
                return problem.leave(TraceId::of(request));
            }
        }
    }
    let recall = Recall::new(false);
    let outcome = handler
        .run(Ask {
            request,
            payload,
            api,
            recall: &recall,
        })
        .await;
    finish(outcome, request, api).await
}

async fn finish<T>(
    outcome: Result<Reply<T>, Problem>,
    request: &HttpRequest,
    api: &Api,
) -> HttpResponse {
    let outcome = match outcome {
        Ok(reply) => reply.leave(request, api).await,
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(response) => response,
        Err(problem) => refuse(problem, request, api).await,
    }
}

/// A refusal may owe a receipt as well; if that cannot be written, not even the refusal leaves.
async fn refuse(mut problem: Problem, request: &HttpRequest, api: &Api) -> HttpResponse {
    if let Some(refused) = problem.take_receipt()
        && let Err(error) = write(refused, api).await
    {
        problem = error.into();
    }
    problem.leave(TraceId::of(request))
}

async fn write(refused: Refused, api: &Api) -> Result<(), ReceiptError> {
    let Refused { draft, claim } = refused;
    api.receipts().write_while(draft, claim).await.map(drop)
}

fn count(operation: &Arc<str>, status: u16, began: Instant) {
    let name = || SharedString::from_shared(Arc::clone(operation));
    metrics::counter!("sightline_requests_total", "operation" => name(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("sightline_request_seconds", "operation" => name())
        .record(began.elapsed().as_secs_f64());
}
