//! Where I am signed in, and how to end it there.

use crate::here::Here;
use contract::device::{DevicePage, DeviceRow};
use contract::id::DeviceId;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::Method;
use ui::clock;
use ui::components::{Frame, PageHead, Sheet, State, as_of, chip, moment};
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish};
use ui::standing::{Chip, Tone};
use ui::strings::t;

pub fn devices() -> AnyView {
    let here = Here::now();
    let source = Source::new(here.app, || {
        Some(Wish {
            path: paths::DEVICES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let page = source.first::<DevicePage>();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<(DeviceId, String)>);
    let choose = Callback::new(move |device: (DeviceId, String)| {
        chosen.set(Some(device));
        open.set(true);
    });
    let end = Callback::new(move |()| {
        let Some((id, label)) = chosen.get_untracked() else {
            return;
        };
        open.set(false);
        spawn_local(async move {
            let path = paths::device(id);
            match here.app.client.own(Method::Delete, &path, false).await {
                Ok(_) => here.app.say((t().devices.ended)(&label)),
                // Gone already: that is what was wanted.
                Err(failure) if failure.is_hidden() => {}
                Err(failure) => here.app.complain(State::failed(&failure).title),
            }
            source.retry();
        });
    });
    view! {
        <PageHead
            title=Signal::derive(|| Some(t().devices.title.to_owned()))
            place=here.place()
        >
            <p class="head-under">{t().devices.help}</p>
            {as_of(source)}
        </PageHead>
        <Frame
            source=source
            draw=move || {
                page.get()
                    .map(|page| {
                        let rows: Vec<_> = page.items.iter().map(|row| one(row, choose)).collect();
                        view! { <ul class="rows">{rows}</ul> }.into_any()
                    })
            }
        />
        <Sheet open=open title=t().devices.confirm_title>
            {move || {
                chosen
                    .get()
                    .map(|(_, label)| {
                        view! {
                            <p>{(t().devices.confirm)(&label)}</p>
                            <div class="sheet-acts">
                                <button
                                    type="button"
                                    class="button is-main"
                                    on:click=move |_| end.run(())
                                >
                                    {t().devices.end}
                                </button>
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| open.set(false)
                                >
                                    {t().app.cancel}
                                </button>
                            </div>
                        }
                    })
            }}
        </Sheet>
    }
    .into_any()
}

fn one(row: &DeviceRow, choose: Callback<(DeviceId, String)>) -> AnyView {
    let words = &t().devices;
    let (id, label) = (row.id, row.label.clone());
    let name = row.label.clone();
    let act = if row.current {
        chip(Chip::new(Tone::Good, Icon::Check, words.this_one))
    } else {
        view! {
            <button
                type="button"
                class="button"
                aria-label=(words.end_named)(&name)
                on:click=move |_| choose.run((id, name.clone()))
            >
                {words.end}
            </button>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <div class="row-main">
                <h3>{label}</h3>
                <p class="row-under">
                    <span class="row-part">
                        {words.signed_in} " " {moment(clock::instant(&row.signed_in_at))}
                    </span>
                    <span class="row-part">
                        {words.last_used} " " {moment(clock::instant(&row.last_used_at))}
                    </span>
                </p>
            </div>
            <div class="row-acts">{act}</div>
        </li>
    }
    .into_any()
}
