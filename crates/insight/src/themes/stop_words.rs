//! Words that say nothing about what a text is about, in English and German.

const STOP_WORDS: &str = "a about above after again all also although always am an and any are aren't as at aber alle allem allen aller alles als \
am an ander andere anderen auch auf aus be because been before being below between both but by bei beim bin bis bist can can't cannot could \
couldn't da damit dann das dass dein deine dem den denn der des did didn't die dies diese diesem diesen dieser dieses dir do does doesn't \
doing don't done doch dort down du durch during each eben ein eine einem einen einer eines er es etwas euch euer even ever every few for from \
für further get gets getting go going got gegen had hadn't has hasn't have haven't having he her here hers him his how however hab habe haben \
hat hatte hatten hier i i'd i'll i'm i've if in into is isn't it it's its itself ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer ist ja \
jede jeden jeder jetzt just kann kein keine keinen know können let like made make man many may me mehr mein meine might mir mich mit more \
most much muss must my myself nach nein never nicht nichts no noch nor not now nun nur of off oder ohne on once one only or other our ours \
out over own really s same sehr sein seine seit she should shouldn't sich sie sind so some still such t than that that's the their them then \
there these they they're thing things this those through to too u und uns unser unter under until up us very viel vom von vor wann war waren \
was wasn't we we're weil well wenn wer were weren't werden what when where which while who whom why wie wieder will wir wird wo with without \
won't would wouldn't wurde wurden you you're your yours yourself zu zum zur zwar über";

/// Whether a word in small letters is one.
pub(super) fn is_stop_word(word: &str) -> bool {
    let plain = word.replace('’', "'");
    STOP_WORDS.split(' ').any(|stop| stop == plain)
}
