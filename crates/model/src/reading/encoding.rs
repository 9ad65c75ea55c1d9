//! The encodings that files come in.

use serde::{Deserialize, Serialize};

/// How a file's text is written in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Western European, Windows.
    Windows1252,
    /// Western European with the euro sign.
    Iso8859_15,
    /// Western European, old Mac.
    MacRoman,
    /// Japanese.
    ShiftJis,
    /// Japanese, Unix. Only when chosen.
    EucJp,
    /// Simplified Chinese. Only when chosen.
    Gb18030,
    /// Traditional Chinese. Only when chosen.
    Big5,
    /// Korean. Only when chosen.
    EucKr,
    /// Central European, Windows. Only when chosen.
    Windows1250,
    /// Cyrillic, Windows. Only when chosen.
    Windows1251,
    /// Greek, Windows. Only when chosen.
    Windows1253,
    /// Turkish, Windows. Only when chosen.
    Windows1254,
}

impl Encoding {
    /// Every encoding, in the order in which a person is offered them.
    pub const ALL: [Encoding; 16] = [
        Encoding::Utf8,
        Encoding::Utf8Bom,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
        Encoding::Iso8859_15,
        Encoding::MacRoman,
        Encoding::ShiftJis,
        Encoding::EucJp,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::EucKr,
        Encoding::Windows1250,
        Encoding::Windows1251,
        Encoding::Windows1253,
        Encoding::Windows1254,
    ];

    /// The label of the WHATWG Encoding Standard, as a browser's `TextDecoder` takes it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Bom => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Iso8859_15 => "iso-8859-15",
            Encoding::MacRoman => "macintosh",
            Encoding::ShiftJis => "shift_jis",
            Encoding::EucJp => "euc-jp",
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
            Encoding::EucKr => "euc-kr",
            Encoding::Windows1250 => "windows-1250",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Windows1253 => "windows-1253",
            Encoding::Windows1254 => "windows-1254",
        }
    }

    /// The name that people know.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8 with byte order mark",
            Encoding::Utf16Le => "UTF-16 (little-endian)",
            Encoding::Utf16Be => "UTF-16 (big-endian)",
            Encoding::Windows1252 => "Windows-1252 (Western European)",
            Encoding::Iso8859_15 => "ISO-8859-15 (Western European)",
            Encoding::MacRoman => "MacRoman (Western European)",
            Encoding::ShiftJis => "Shift-JIS (Japanese)",
            Encoding::EucJp => "EUC-JP (Japanese)",
            Encoding::Gb18030 => "GB 18030 (Chinese)",
            Encoding::Big5 => "Big5 (Chinese)",
            Encoding::EucKr => "EUC-KR (Korean)",
            Encoding::Windows1250 => "Windows-1250 (Central European)",
            Encoding::Windows1251 => "Windows-1251 (Cyrillic)",
            Encoding::Windows1253 => "Windows-1253 (Greek)",
            Encoding::Windows1254 => "Windows-1254 (Turkish)",
        }
    }

    /// The encoding of a label or name, without regard to case; the command line's `--encoding`.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim();
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.label().eq_ignore_ascii_case(label) || encoding.name().eq_ignore_ascii_case(label))
    }
}
