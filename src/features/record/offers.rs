//! Products worth offering, each with its reason in numbers.

use crate::reactive::prelude::*;

use super::{
    sections::{Place, PlacedSection},
    subject::Subject,
};
use crate::client::{Follow, use_answer};
use crate::platform::format;
use crate::routes::Route;
use crate::ui::icon::{Glyph, Icon};
use crate::words;

/// Most proposals beside a record.
const MOST: u32 = 3;

/// Proposals for a contact, a company or a product; nothing for others and when there are none.
#[component]
pub(super) fn Offers(subject: Subject, place: Place) -> impl IntoView {
    let engine = subject.session.engine;
    let fits = ["contact", "company", "product"].into_iter().any(|object| subject.is(object));
    let found = use_answer(Follow::record(move || subject.id.get()), move || {
        let (object, record) = (subject.object(), subject.id.get());
        async move {
            if fits {
                engine.recommend(object, record, MOST).await
            } else {
                Ok(Vec::new())
            }
        }
    })
    .value();
    let any = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty())));
    dynamic(move || {
        any.get().then(|| {
            view! {
                <PlacedSection place=place title=words::record::offers()>
                    <div class="assoc">
                        {move || found.get().iter().flat_map(|found| found.iter()).map(|offer| {
                            let because = words::record::offer_because(
                                &format::integer(i64::from(offer.both)),
                                &format::integer(i64::from(offer.of)),
                                &offer.because.label,
                            );
                            let price = offer.price.map(format::money_short);
                            view! {
                                <a class="assoc__item" href=Route::Record(offer.product.object.clone(), offer.product.id).href()>
                                    <Icon glyph=Glyph::Sparkle/>
                                    <span class="truncate">
                                        <span class="assoc__title">{offer.product.label.clone()}</span>
                                        <br/>
                                        <span class="assoc__meta" data-tip=because.clone()>{because.clone()}</span>
                                    </span>
                                    <span class="assoc__end">{price}</span>
                                </a>
                            }
                        }).collect_view()}
                    </div>
                </PlacedSection>
            }
        })
    })
}
