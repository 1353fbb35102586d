package io.vizsla.query.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Passages of these texts, the first being the best. */
final class Passages {

    private Passages() {}

    static List<Passage> of(String... texts) {
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            int number = passages.size() + 1;
            passages.add(new Passage(
                    number, "d" + number, "c/d" + number + "#0", 1.0 / number, "", List.of(), text, Map.of(), false));
        }
        return passages;
    }
}
