package io.vizsla.query.config;

import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexQuery;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/** Refuses settings out of their bounds when the instance starts, by name, and not when they are first used. */
@Singleton
public class SettingBounds {

    private static final int LARGEST_QUEUE = 100_000;
    private static final int FEWEST_PASSAGES = 2;
    private static final Duration LONGEST_ANSWER = Duration.ofHours(1);
    private static final int MOST_CHARACTERS = 1_000_000;

    /**
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the first setting that is out of its bound, and the bound
     */
    void onStart(
            @Observes StartupEvent started,
            ChatConfig chat,
            AnswerConfig answer,
            ShadowConfig shadow,
            TrainingConfig training) {
        check(chat);
        between(1, MOST_CHARACTERS, "vizsla.answer.characters", answer.characters());
        check(shadow);
        check(training);
    }

    private static void check(ChatConfig chat) {
        chat.url()
                .ifPresent(url -> check(
                        isAddress(url), "vizsla.chat.url", url, "an address that begins with http:// or https://"));
        check(!chat.model().isBlank(), "vizsla.chat.model", chat.model(), "not blank");
        check(
                chat.timeout().isPositive() && chat.timeout().compareTo(LONGEST_ANSWER) <= 0,
                "vizsla.chat.timeout",
                chat.timeout(),
                "above 0 and at most " + LONGEST_ANSWER);
    }

    private static void check(ShadowConfig shadow) {
        check(shadow.share() >= 0 && shadow.share() <= 1, "vizsla.shadow.share", shadow.share(), "between 0 and 1");
        between(1, LARGEST_QUEUE, "vizsla.shadow.queue", shadow.queue());
    }

    private static void check(TrainingConfig training) {
        between(1, IndexQuery.LARGEST_LIMIT, "vizsla.training.candidates", training.candidates());
        atLeast(FEWEST_PASSAGES, "vizsla.training.most-passages", training.mostPassages());
        atLeast(1, "vizsla.training.fewest-queries", training.fewestQueries());
        atLeast(1, "vizsla.training.guard-queries", training.guardQueries());
        atLeast(0, "vizsla.training.most-guards", training.mostGuards());
        atLeast(0, "vizsla.training.after", training.after());
        check(!training.every().isNegative(), "vizsla.training.every", training.every(), "0 or longer");
        atLeast(0, "vizsla.training.logged-queries", training.loggedQueries());
        between(1, LARGEST_QUEUE, "vizsla.training.queue", training.queue());
    }

    private static boolean isAddress(String url) {
        try {
            URI address = new URI(url.strip());
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static void between(int least, int most, String setting, int value) {
        check(value >= least && value <= most, setting, value, "between " + least + " and " + most);
    }

    private static void atLeast(int least, String setting, int value) {
        check(value >= least, setting, value, "at least " + least);
    }

    private static void check(boolean holds, String setting, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(setting, value, bound);
        }
    }
}
