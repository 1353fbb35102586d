package io.vizsla.api.text;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The languages whose words an index takes apart by rules of their own. */
public final class Languages {

    /** The BCP 47 tag of text in any other language: its words are only split and brought to lower case. */
    public static final String UNDETERMINED = "und";

    private static final SortedSet<String> WITH_RULES = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            "ar", "bg", "bn", "ca", "ckb", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl",
            "hi", "hu", "hy", "id", "it", "ja", "ko", "lt", "lv", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sr",
            "sv", "ta", "te", "th", "tr", "zh")));

    private Languages() {}

    /** Returns the primary language subtags with rules, in order. */
    public static SortedSet<String> withRules() {
        return WITH_RULES;
    }

    /** Returns whether there are rules for the language of a BCP 47 tag, whatever its region or script. */
    public static boolean hasRules(String tag) {
        return WITH_RULES.contains(Locale.forLanguageTag(tag).getLanguage());
    }
}
