package io.vizsla.encoding;

import java.util.List;

/** Texts that have broken encoders. */
final class BadTexts {

    static final String LONG_WORD = "a".repeat(1 << 20);

    private BadTexts() {}

    static List<String> all() {
        return List.of(
                "",
                " ",
                "a",
                "\u0000",
                "nul\u0000inside",
                "\uD800",
                "\uDC00\uD800",
                "lone \uD83D high and \uDE00 low",
                "\u202Eright to left\u202C \u2066isolated\u2069",
                "zero\u200Bwidth\u200Djoiner\uFEFF",
                "\u0301\u0301\u0301 combining first",
                "👩‍👩‍👧‍👦🏳️‍🌈",
                "日本語のテキスト",
                "[CLS] [SEP] [PAD] [MASK] [UNK]",
                " ".repeat(1 << 20),
                "\n".repeat(100_000) + "end",
                LONG_WORD);
    }

    /** Returns ten million characters of ordinary words. */
    static String tenMegabytes() {
        return "the quick brown fox ".repeat(500_000);
    }
}
