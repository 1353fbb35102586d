package io.vizsla.query.answer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what looks like orders to a language model in text that somebody else wrote. A passage that holds some is still shown: a
 * page on the subject holds them too. It is marked, which models heed and people can see. What is looked for are English phrases.
 * Takes time in proportion to the text, whatever it holds.
 */
public final class Orders {

    private static final int LONGEST = 20_000;
    /** Such as joiners and marks of direction, which would part the letters of a word for us and for nobody else. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private static final List<Pattern> PATTERNS = List.of(
            pattern(
                    "\\b(ignore|disregard|forget|override)\\W+(\\w+\\W+){0,4}(instructions?|prompts?|rules|above|previous)"),
            pattern("(you are|act as|pretend to be) now\\b|\\byou are now\\b|\\bfrom now on,? you\\b"),
            pattern("(reveal|print|repeat|show|leak)\\W+(\\w+\\W+){0,3}(system prompt|instructions|api key|password)"),
            pattern("(?m)^[^\\p{L}\\p{N}\\n]{0,40}+(system|assistant|developer)\\s{0,20}+:"),
            pattern("<\\|?(im_start|im_end|system|endoftext|eot_id)|\\[/?INST]|</?(passage|system)\\b"),
            pattern("(answer|respond|reply|say|output)\\W+(\\w+\\W+){0,3}(only|exactly|instead)\\b"));

    private Orders() {}

    /** Tells whether a text holds some, in its first 20,000 characters that can be seen. */
    public static boolean in(String text) {
        String seen = UNSEEN.matcher(text).replaceAll("");
        String looked = seen.length() <= LONGEST ? seen : seen.substring(0, LONGEST);
        return PATTERNS.stream().anyMatch(pattern -> pattern.matcher(looked).find());
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
