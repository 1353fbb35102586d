package io.vizsla.query.chat;

import io.vizsla.api.chat.ChatClient;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks a chat model as long as it answers: after a few failures in a row it is left alone, so that a model that is down
 * costs a few time-outs and not one for every passage. For one thread.
 */
final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final int MOST_FAILURES = 3;

    private final ChatClient chat;
    private int failures;

    Patience(ChatClient chat) {
        this.chat = chat;
    }

    /** Returns what it says, never blank; empty if it is out of reach, says nothing or has failed too often. */
    Optional<String> ask(String task, String text) {
        if (failures >= MOST_FAILURES) {
            return Optional.empty();
        }
        try {
            String said = chat.answer(task, text);
            if (said.isBlank()) {
                throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model said nothing");
            }
            failures = 0;
            return Optional.of(said);
        } catch (VizslaException unavailable) {
            failures++;
            LOG.warnf(
                    "%s%s",
                    unavailable.getMessage(),
                    failures >= MOST_FAILURES ? "; it is not asked any more, and its part is left out" : "");
            return Optional.empty();
        }
    }
}
