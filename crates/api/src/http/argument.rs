//! What a handler can be given: each argument takes itself from the request, in the order written, and says
//! what it adds to the operation's description. Nothing else can be an argument.

use super::describe::Described;
use super::problem::Problem;
use super::reply::Reply;
use crate::api::Api;
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use std::cell::Cell;
use std::future::Future;

/// A request on its way to its handler.
pub(crate) struct Ask<'r> {
    pub request: &'r HttpRequest,
    pub payload: &'r mut Payload,
    pub api: &'r Api,
    pub recall: &'r Recall,
}

/// Whether a handler may be given what the server remembers, and whether it was.
pub(crate) struct Recall {
    allowed: bool,
    used: Cell<bool>,
}

impl Recall {
    pub(crate) const fn new(allowed: bool) -> Self {
        Self {
            allowed,
            used: Cell::new(false),
        }
    }

    pub(crate) const fn is_allowed(&self) -> bool {
        self.allowed
    }

    pub(crate) fn use_it(&self) {
        self.used.set(true);
    }

    pub(crate) const fn was_used(&self) -> bool {
        self.used.get()
    }
}

pub(crate) trait Argument: Sized {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem>;
    fn describe(described: &mut Described);
}

/// A function whose arguments are all [`Argument`]s and whose answer is gated.
pub(crate) trait Handler<Args, T>: Clone + 'static {
    async fn run(self, ask: Ask<'_>) -> Result<Reply<T>, Problem>;
    fn describe(described: &mut Described);
}

macro_rules! handlers {
    ($($argument:ident)*) => {
        impl<F, Answered, T, $($argument),*> Handler<($($argument,)*), T> for F
        where
            F: Fn($($argument),*) -> Answered + Clone + 'static,
            Answered: Future<Output = Result<Reply<T>, Problem>>,
            $($argument: Argument,)*
        {
            #[allow(non_snake_case, unused_mut, unused_variables)]
            async fn run(self, mut ask: Ask<'_>) -> Result<Reply<T>, Problem> {
                $(let $argument = $argument::take(&mut ask).await?;)*
                self($($argument),*).await
            }

            #[allow(unused_variables)]
            fn describe(described: &mut Described) {
                $($argument::describe(described);)*
            }
        }
    };
}
handlers! {}
handlers! { A }
handlers! { A B }
handlers! { A B C }
handlers! { A B C D }
handlers! { A B C D E }
