//! The drawings. One inert `<svg>`: a symbol per [`super::Glyph`], in its order.

use crate::reactive::prelude::*;

/// The sprite itself; mount it once, before anything that shows an icon.
#[component]
pub fn IconSprite() -> impl IntoView {
    view! {
        <svg hidden aria-hidden="true">
            <symbol id="i-search" viewBox="0 0 16 16"><circle cx="7" cy="7" r="4.25"></circle><path d="m10.25 10.25 3.25 3.25"></path></symbol>
            <symbol id="i-today" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.75"></circle><path d="M8 1.75v1M8 13.25v1M1.75 8h1M13.25 8h1M3.6 3.6l.7.7M11.7 11.7l.7.7M12.4 3.6l-.7.7M4.3 11.7l-.7.7"></path></symbol>
            <symbol id="i-inbox" viewBox="0 0 16 16"><path d="M2 9.25 3.9 3.6a1 1 0 0 1 .95-.7h6.3a1 1 0 0 1 .95.7L14 9.25v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1zM2 9.25h3.25l.9 1.75h3.7l.9-1.75H14"></path></symbol>
            <symbol id="i-contacts" viewBox="0 0 16 16"><circle cx="8" cy="5.25" r="2.75"></circle><path d="M2.75 13.5c.5-2.6 2.6-4 5.25-4s4.75 1.4 5.25 4"></path></symbol>
            <symbol id="i-users" viewBox="0 0 16 16"><circle cx="6" cy="5.5" r="2.5"></circle><path d="M1.5 13c.4-2.3 2.2-3.6 4.5-3.6s4.1 1.3 4.5 3.6M10.25 3.2a2.5 2.5 0 0 1 0 4.6M12 9.8c1.4.5 2.3 1.6 2.5 3.2"></path></symbol>
            <symbol id="i-company" viewBox="0 0 16 16"><path d="M3 13.5V3.25a.75.75 0 0 1 .75-.75h5a.75.75 0 0 1 .75.75V13.5M9.5 6.5h2.75a.75.75 0 0 1 .75.75v6.25M1.75 13.5h12.5M5.5 5.25h1.5M5.5 7.75h1.5M5.5 10.25h1.5"></path></symbol>
            <symbol id="i-deal" viewBox="0 0 16 16"><path d="M8.6 2.5H13a.5.5 0 0 1 .5.5v4.4a1 1 0 0 1-.3.7l-5.1 5.1a1 1 0 0 1-1.4 0L2.8 9.3a1 1 0 0 1 0-1.4l5.1-5.1a1 1 0 0 1 .7-.3z"></path><circle cx="10.75" cy="5.25" r=".6"></circle></symbol>
            <symbol id="i-ticket" viewBox="0 0 16 16"><path d="M2 5.25a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1.1a1.65 1.65 0 0 0 0 3.3v1.1a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-1.1a1.65 1.65 0 0 0 0-3.3zM9.5 6.5v3"></path></symbol>
            <symbol id="i-task" viewBox="0 0 16 16"><rect x="2.5" y="2.5" width="11" height="11" rx="2.5"></rect><path d="m5.5 8.25 1.75 1.75 3.25-3.75"></path></symbol>
            <symbol id="i-campaign" viewBox="0 0 16 16"><path d="M13.25 3v8.5L7 9.25H4a1.75 1.75 0 0 1-1.75-1.75v-.5A1.75 1.75 0 0 1 4 5.25h3zM5 9.5l.75 3.75h1.75L7 9.5"></path></symbol>
            <symbol id="i-insights" viewBox="0 0 16 16"><path d="M2.5 2.5v10a1 1 0 0 0 1 1h10M5.5 10.5V8M8.5 10.5v-5M11.5 10.5V7"></path></symbol>
            <symbol id="i-dashboard" viewBox="0 0 16 16"><rect x="2.25" y="2.25" width="5" height="6.5" rx="1"></rect><rect x="2.25" y="11" width="5" height="2.75" rx="1"></rect><rect x="9" y="2.25" width="4.75" height="2.75" rx="1"></rect><rect x="9" y="7.25" width="4.75" height="6.5" rx="1"></rect></symbol>
            <symbol id="i-settings" viewBox="0 0 16 16"><path d="M2.25 5h6M12 5h1.75M2.25 11H4M7.75 11h6"></path><circle cx="10.1" cy="5" r="1.75"></circle><circle cx="5.9" cy="11" r="1.75"></circle></symbol>
            <symbol id="i-home" viewBox="0 0 16 16"><path d="M2.5 7.25 8 2.5l5.5 4.75v5.25a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM6.25 13.5V10a1 1 0 0 1 1-1h1.5a1 1 0 0 1 1 1v3.5"></path></symbol>
            <symbol id="i-star" viewBox="0 0 16 16"><path d="m8 2.25 1.75 3.6 3.95.55-2.87 2.77.7 3.93L8 11.22 4.47 13.1l.7-3.93L2.3 6.4l3.95-.55z"></path></symbol>
            <symbol id="i-view" viewBox="0 0 16 16"><rect x="2.25" y="3" width="11.5" height="10" rx="1.5"></rect><path d="M2.25 6.25h11.5M6.25 6.25V13"></path></symbol>
            <symbol id="i-table" viewBox="0 0 16 16"><rect x="2.25" y="3" width="11.5" height="10" rx="1.5"></rect><path d="M2.25 6.35h11.5M2.25 9.65h11.5M6.5 6.35V13"></path></symbol>
            <symbol id="i-board" viewBox="0 0 16 16"><rect x="2.25" y="2.75" width="3" height="10.5" rx="1"></rect><rect x="6.5" y="2.75" width="3" height="7" rx="1"></rect><rect x="10.75" y="2.75" width="3" height="8.75" rx="1"></rect></symbol>
            <symbol id="i-calendar" viewBox="0 0 16 16"><rect x="2.25" y="3.25" width="11.5" height="10.25" rx="1.5"></rect><path d="M2.25 6.5h11.5M5.25 1.75v2.5M10.75 1.75v2.5"></path></symbol>
            <symbol id="i-list" viewBox="0 0 16 16"><path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01"></path></symbol>
            <symbol id="i-filter" viewBox="0 0 16 16"><path d="M2.25 4.25h11.5M4.5 8h7M6.75 11.75h2.5"></path></symbol>
            <symbol id="i-sort" viewBox="0 0 16 16"><path d="M4.75 3v10M2.25 10.5 4.75 13l2.5-2.5M9.5 4h4.25M9.5 7.5h3.25M9.5 11h2.25"></path></symbol>
            <symbol id="i-columns" viewBox="0 0 16 16"><rect x="2.25" y="3" width="11.5" height="10" rx="1.5"></rect><path d="M6.1 3v10M9.9 3v10"></path></symbol>
            <symbol id="i-group" viewBox="0 0 16 16"><path d="M2.5 3.5h11M5.5 7h8M5.5 10h8M2.5 13.5h.01M2.5 7h.01M2.5 10h.01M5.5 13h5"></path></symbol>
            <symbol id="i-plus" viewBox="0 0 16 16"><path d="M8 3v10M3 8h10"></path></symbol>
            <symbol id="i-x" viewBox="0 0 16 16"><path d="m4 4 8 8M12 4l-8 8"></path></symbol>
            <symbol id="i-check" viewBox="0 0 16 16"><path d="m3 8.5 3.25 3.25L13 4.75"></path></symbol>
            <symbol id="i-up" viewBox="0 0 16 16"><path d="m4.5 9.5 3.5-3.5 3.5 3.5"></path></symbol>
            <symbol id="i-down" viewBox="0 0 16 16"><path d="m4.5 6.5 3.5 3.5 3.5-3.5"></path></symbol>
            <symbol id="i-left" viewBox="0 0 16 16"><path d="M9.5 4.5 6 8l3.5 3.5"></path></symbol>
            <symbol id="i-right" viewBox="0 0 16 16"><path d="m6.5 4.5 3.5 3.5-3.5 3.5"></path></symbol>
            <symbol id="i-updown" viewBox="0 0 16 16"><path d="m5 6.25 3-3 3 3M5 9.75l3 3 3-3"></path></symbol>
            <symbol id="i-arrowup" viewBox="0 0 16 16"><path d="M8 13V3.25M4.25 7 8 3.25 11.75 7"></path></symbol>
            <symbol id="i-arrowdown" viewBox="0 0 16 16"><path d="M8 3v9.75M4.25 9 8 12.75 11.75 9"></path></symbol>
            <symbol id="i-arrowright" viewBox="0 0 16 16"><path d="M3 8h9.75M9 4.25 12.75 8 9 11.75"></path></symbol>
            <symbol id="i-expand" viewBox="0 0 16 16"><path d="M9.5 2.75h3.75V6.5M13 3 9 7M6.5 13.25H2.75V9.5M3 13l4-4"></path></symbol>
            <symbol id="i-panel" viewBox="0 0 16 16"><rect x="2" y="3" width="12" height="10" rx="1.5"></rect><path d="M9.75 3v10"></path></symbol>
            <symbol id="i-sidebar" viewBox="0 0 16 16"><rect x="2" y="3" width="12" height="10" rx="1.5"></rect><path d="M6.25 3v10"></path></symbol>
            <symbol id="i-more" viewBox="0 0 16 16"><path d="M3.25 8h.01M8 8h.01M12.75 8h.01" stroke-width="2"></path></symbol>
            <symbol id="i-grip" viewBox="0 0 16 16"><path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" stroke-width="2"></path></symbol>
            <symbol id="i-edit" viewBox="0 0 16 16"><path d="M10.9 2.6a1.2 1.2 0 0 1 1.7 0l.8.8a1.2 1.2 0 0 1 0 1.7l-7.9 7.9-3.2.7.7-3.2zM9.5 4l2.5 2.5"></path></symbol>
            <symbol id="i-trash" viewBox="0 0 16 16"><path d="M2.75 4.25h10.5M6 4.25v-1a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1M4 4.25l.6 8.1a1.25 1.25 0 0 0 1.25 1.15h4.3a1.25 1.25 0 0 0 1.25-1.15l.6-8.1"></path></symbol>
            <symbol id="i-archive" viewBox="0 0 16 16"><rect x="2" y="2.75" width="12" height="3" rx="1"></rect><path d="M3 5.75v6.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-6.5M6.5 8.5h3"></path></symbol>
            <symbol id="i-merge" viewBox="0 0 16 16"><path d="M4 2.75v2.5A3.75 3.75 0 0 0 7.75 9H8v4.25M12 2.75v2.5A3.75 3.75 0 0 1 8.25 9H8M5.75 11 8 13.25 10.25 11"></path></symbol>
            <symbol id="i-copy" viewBox="0 0 16 16"><rect x="5.25" y="5.25" width="8.25" height="8.25" rx="1.5"></rect><path d="M10.75 5.25V4a1.5 1.5 0 0 0-1.5-1.5H4A1.5 1.5 0 0 0 2.5 4v5.25a1.5 1.5 0 0 0 1.5 1.5h1.25"></path></symbol>
            <symbol id="i-undo" viewBox="0 0 16 16"><path d="M5.75 3 2.75 6l3 3M2.75 6h6.5a3.75 3.75 0 0 1 0 7.5H6.5"></path></symbol>
            <symbol id="i-restore" viewBox="0 0 16 16"><path d="M2.75 3v3.25H6M3 6.25A5.5 5.5 0 1 1 2.6 9"></path><path d="M8 5.25V8l2 1.25"></path></symbol>
            <symbol id="i-download" viewBox="0 0 16 16"><path d="M8 2.5v7.75M4.75 7 8 10.25 11.25 7M2.75 13.25h10.5"></path></symbol>
            <symbol id="i-upload" viewBox="0 0 16 16"><path d="M8 10.25V2.5M4.75 5.75 8 2.5l3.25 3.25M2.75 13.25h10.5"></path></symbol>
            <symbol id="i-send" viewBox="0 0 16 16"><path d="M13.75 2.25 7 9M13.75 2.25 9.5 13.75 7 9 2.25 6.5z"></path></symbol>
            <symbol id="i-link" viewBox="0 0 16 16"><path d="M6.75 9.25a2.75 2.75 0 0 0 3.9 0l2.3-2.3a2.75 2.75 0 0 0-3.9-3.9l-.8.8M9.25 6.75a2.75 2.75 0 0 0-3.9 0l-2.3 2.3a2.75 2.75 0 0 0 3.9 3.9l.8-.8"></path></symbol>
            <symbol id="i-pin" viewBox="0 0 16 16"><path d="M6 2.5h4l-.4 4 2.15 2v1.25h-7.5V8.5l2.15-2zM8 9.75v4"></path></symbol>
            <symbol id="i-clip" viewBox="0 0 16 16"><path d="m13.25 7.25-5.3 5.3a3 3 0 0 1-4.25-4.25l5.5-5.5a2 2 0 0 1 2.85 2.85l-5.3 5.3a1 1 0 0 1-1.4-1.4l4.85-4.85"></path></symbol>
            <symbol id="i-file" viewBox="0 0 16 16"><path d="M4 1.75h5l3.5 3.5v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-10.5a1 1 0 0 1 1-1zM8.75 1.75V5.5h3.75"></path></symbol>
            <symbol id="i-camera" viewBox="0 0 16 16"><path d="M5.6 4.25 6.5 2.75h3l.9 1.5h2.1a1.25 1.25 0 0 1 1.25 1.25v6a1.25 1.25 0 0 1-1.25 1.25h-9a1.25 1.25 0 0 1-1.25-1.25v-6A1.25 1.25 0 0 1 3.5 4.25z"></path><circle cx="8" cy="8.25" r="2.25"></circle></symbol>
            <symbol id="i-note" viewBox="0 0 16 16"><path d="M3.5 2.5h9a1 1 0 0 1 1 1v6l-4 4h-6a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM13.5 9.5h-3a1 1 0 0 0-1 1v3M5.25 5.75h5.5M5.25 8.25h3"></path></symbol>
            <symbol id="i-mail" viewBox="0 0 16 16"><rect x="2" y="3.25" width="12" height="9.5" rx="1.5"></rect><path d="m2.5 4.75 4.6 3.7a1.4 1.4 0 0 0 1.8 0l4.6-3.7"></path></symbol>
            <symbol id="i-phone" viewBox="0 0 16 16"><path d="M5.6 2.6 6.7 5.1a.8.8 0 0 1-.2.95l-1 .9a8 8 0 0 0 3.55 3.55l.9-1a.8.8 0 0 1 .95-.2l2.5 1.1a.8.8 0 0 1 .48.85l-.2 1.4a1 1 0 0 1-1 .85A10.2 10.2 0 0 1 2.5 3.33a1 1 0 0 1 .85-1l1.4-.2a.8.8 0 0 1 .85.47z"></path></symbol>
            <symbol id="i-meeting" viewBox="0 0 16 16"><rect x="1.75" y="4" width="8.75" height="8" rx="1.5"></rect><path d="m10.5 7.1 2.9-1.75a.6.6 0 0 1 .9.5v4.3a.6.6 0 0 1-.9.5L10.5 8.9"></path></symbol>
            <symbol id="i-bell" viewBox="0 0 16 16"><path d="M3.5 11.25h9c-.9-.9-1.25-2-1.25-4.5a3.25 3.25 0 0 0-6.5 0c0 2.5-.35 3.6-1.25 4.5zM6.75 13.5a1.5 1.5 0 0 0 2.5 0"></path></symbol>
            <symbol id="i-clock" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M8 4.75V8l2.25 1.5"></path></symbol>
            <symbol id="i-snooze" viewBox="0 0 16 16"><circle cx="8" cy="8.75" r="5"></circle><path d="M6.25 7.25h3.5l-3.5 3.5h3.5M3.25 2.5 1.75 4M12.75 2.5 14.25 4"></path></symbol>
            <symbol id="i-eye" viewBox="0 0 16 16"><path d="M1.75 8C3.2 5.2 5.4 3.75 8 3.75S12.8 5.2 14.25 8C12.8 10.8 10.6 12.25 8 12.25S3.2 10.8 1.75 8z"></path><circle cx="8" cy="8" r="1.75"></circle></symbol>
            <symbol id="i-lock" viewBox="0 0 16 16"><rect x="3" y="7" width="10" height="6.5" rx="1.5"></rect><path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"></path></symbol>
            <symbol id="i-globe" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M2.25 8h11.5M8 2.25c-4 3.5-4 8 0 11.5 4-3.5 4-8 0-11.5z"></path></symbol>
            <symbol id="i-cloud" viewBox="0 0 16 16"><path d="M4.75 12.5a2.75 2.75 0 0 1-.35-5.48 3.75 3.75 0 0 1 7.3.73 2.4 2.4 0 0 1-.2 4.75z"></path></symbol>
            <symbol id="i-device" viewBox="0 0 16 16"><rect x="2.5" y="3" width="11" height="7.5" rx="1.25"></rect><path d="M1.5 13h13"></path></symbol>
            <symbol id="i-sync" viewBox="0 0 16 16"><path d="M13.25 6.5A5.5 5.5 0 0 0 3.6 4.75L2.5 6M2.75 9.5a5.5 5.5 0 0 0 9.65 1.75L13.5 10M2.5 3v3h3M13.5 13v-3h-3"></path></symbol>
            <symbol id="i-moon" viewBox="0 0 16 16"><path d="M13.25 9.5A5.75 5.75 0 0 1 6.5 2.75a5.75 5.75 0 1 0 6.75 6.75z"></path></symbol>
            <symbol id="i-command" viewBox="0 0 16 16"><path d="M5.75 5.75V4A1.75 1.75 0 1 0 4 5.75zM5.75 5.75h4.5M5.75 5.75v4.5M10.25 5.75V4A1.75 1.75 0 1 1 12 5.75zM10.25 5.75v4.5M10.25 10.25V12A1.75 1.75 0 1 0 12 10.25zM5.75 10.25V12A1.75 1.75 0 1 1 4 10.25zM5.75 10.25h4.5"></path></symbol>
            <symbol id="i-enter" viewBox="0 0 16 16"><path d="M13 3.5v3.75a1.5 1.5 0 0 1-1.5 1.5H3.25M6.25 5.5 3 8.75 6.25 12"></path></symbol>
            <symbol id="i-hash" viewBox="0 0 16 16"><path d="M3 6h10.25M2.75 10H13M6.75 2.75l-1.5 10.5M10.75 2.75l-1.5 10.5"></path></symbol>
            <symbol id="i-text" viewBox="0 0 16 16"><path d="M3 4.25V3h10v1.25M8 3v10M6.25 13h3.5"></path></symbol>
            <symbol id="i-tag" viewBox="0 0 16 16"><path d="M2.5 8V3.5a1 1 0 0 1 1-1H8a1 1 0 0 1 .7.3l4.6 4.6a1 1 0 0 1 0 1.4l-4.5 4.5a1 1 0 0 1-1.4 0L2.8 8.7a1 1 0 0 1-.3-.7z"></path><circle cx="5.4" cy="5.4" r=".5"></circle></symbol>
            <symbol id="i-smile" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M5.75 9.5c1.1 1.35 3.4 1.35 4.5 0M6 6.5h.01M10 6.5h.01"></path></symbol>
            <symbol id="i-flame" viewBox="0 0 16 16"><path d="M8 14a4.25 4.25 0 0 0 4.25-4.25c0-2-1-3.25-2-4.25-.25 1-.75 1.5-1.5 1.75C9 5 8 3 6.25 2c.25 2-2.5 4-2.5 7.75A4.25 4.25 0 0 0 8 14z"></path></symbol>
            <symbol id="i-trophy" viewBox="0 0 16 16"><path d="M5 2.75h6v3.5a3 3 0 0 1-6 0zM5 3.75H2.75v1A2.25 2.25 0 0 0 5 7M11 3.75h2.25v1A2.25 2.25 0 0 1 11 7M8 9.25v2.5M5.5 13.5h5M6.25 13.5c0-1 .75-1.75 1.75-1.75s1.75.75 1.75 1.75"></path></symbol>
            <symbol id="i-spark" viewBox="0 0 16 16"><path d="M8 2.25c.35 3.4 2.35 5.4 5.75 5.75-3.4.35-5.4 2.35-5.75 5.75C7.65 10.35 5.65 8.35 2.25 8 5.65 7.65 7.65 5.65 8 2.25z"></path></symbol>
            <symbol id="i-trendup" viewBox="0 0 16 16"><path d="m2.25 11.5 4-4 2.5 2.5 5-5.25M10 4.75h3.75V8.5"></path></symbol>
            <symbol id="i-trenddown" viewBox="0 0 16 16"><path d="m2.25 4.75 4 4 2.5-2.5 5 5.25M10 11.5h3.75V7.75"></path></symbol>
            <symbol id="i-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M8 7.5v3.25M8 5.25h.01"></path></symbol>
            <symbol id="i-ok" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="m5.5 8.25 1.75 1.75 3.25-3.75"></path></symbol>
            <symbol id="i-alert" viewBox="0 0 16 16"><path d="M7.1 2.95 1.9 11.8a1 1 0 0 0 .9 1.5h10.4a1 1 0 0 0 .9-1.5L8.9 2.95a1.04 1.04 0 0 0-1.8 0zM8 6.25v3M8 11.25h.01"></path></symbol>
            <symbol id="i-stop" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M8 5v3.5M8 10.75h.01"></path></symbol>
            <symbol id="i-s-none" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75" stroke-dasharray="2.2 2.3"></circle></symbol>
            <symbol id="i-s0" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle></symbol>
            <symbol id="i-s1" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><circle cx="8" cy="8" r="1.75" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="1.87 11" transform="rotate(-90 8 8)"></circle></symbol>
            <symbol id="i-s2" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><circle cx="8" cy="8" r="1.75" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="3.63 11" transform="rotate(-90 8 8)"></circle></symbol>
            <symbol id="i-s3" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><circle cx="8" cy="8" r="1.75" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="5.50 11" transform="rotate(-90 8 8)"></circle></symbol>
            <symbol id="i-s4" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><circle cx="8" cy="8" r="1.75" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="7.37 11" transform="rotate(-90 8 8)"></circle></symbol>
            <symbol id="i-s5" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><circle cx="8" cy="8" r="1.75" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="9.13 11" transform="rotate(-90 8 8)"></circle></symbol>
            <symbol id="i-s6" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="m5.5 8.25 1.75 1.75 3.25-3.75"></path></symbol>
            <symbol id="i-lost" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="m6 6 4 4M10 6l-4 4"></path></symbol>
            <symbol id="i-kith" viewBox="0 0 16 16"><path d="M4 2.5v11M11.75 2.5 4 9.25M7 6.7l5 6.8"></path></symbol>
            <symbol id="i-minus" viewBox="0 0 16 16"><path d="M3 8h10"></path></symbol>
            <symbol id="i-sun" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.75"></circle><path d="M8 1.75v1.5M8 12.75v1.5M1.75 8h1.5M12.75 8h1.5"></path></symbol>
            <symbol id="i-help" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.75"></circle><path d="M6.4 6.4a1.65 1.65 0 1 1 2.4 1.5c-.5.25-.8.6-.8 1.1M8 11.1h.01"></path></symbol>
            <symbol id="i-money" viewBox="0 0 16 16"><rect x="1.75" y="4" width="12.5" height="8" rx="1.25"></rect><circle cx="8" cy="8" r="1.75"></circle><path d="M4 6.25v3.5M12 6.25v3.5"></path></symbol>
            <symbol id="i-box" viewBox="0 0 16 16"><path d="M2.5 5 8 2.25 13.5 5v6L8 13.75 2.5 11zM2.5 5 8 7.75 13.5 5M8 7.75v6"></path></symbol>
            <symbol id="i-heart" viewBox="0 0 16 16"><path d="M8 13 3.2 8.3a2.9 2.9 0 0 1 4.1-4.1l.7.7.7-.7a2.9 2.9 0 0 1 4.1 4.1z"></path></symbol>
            <symbol id="i-external" viewBox="0 0 16 16"><path d="M9.25 2.75h4v4M13.25 2.75 7.5 8.5M11.75 9.25v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3"></path></symbol>
            <symbol id="i-print" viewBox="0 0 16 16"><path d="M4.5 5.75v-3.5h7v3.5M4.5 11.25h-1a1 1 0 0 1-1-1v-3.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v3.5a1 1 0 0 1-1 1h-1M4.5 9.25h7v4.5h-7z"></path></symbol>
            <symbol id="i-keyboard" viewBox="0 0 16 16"><rect x="1.5" y="4" width="13" height="8" rx="1.5"></rect><path d="M4.25 6.5h.01M6.75 6.5h.01M9.25 6.5h.01M11.75 6.5h.01M5 9.5h6"></path></symbol>
            <symbol id="i-flow" viewBox="0 0 16 16"><rect x="5.75" y="2" width="4.5" height="3" rx="1"></rect><rect x="1.75" y="11" width="4.5" height="3" rx="1"></rect><rect x="9.75" y="11" width="4.5" height="3" rx="1"></rect><path d="M8 5v3M4 11V9a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v2"></path></symbol>
        </svg>
    }
}
