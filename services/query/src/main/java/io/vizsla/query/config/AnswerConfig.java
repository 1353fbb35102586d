package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How questions are answered. */
@ConfigMapping(prefix = "vizsla.answer")
public interface AnswerConfig {

    /** How many passages an answer may rest on where the request does not say. */
    @WithDefault("6")
    int passages();

    /** The most that a request may ask for. */
    @WithDefault("20")
    int mostPassages();

    /** Where no passage's score reaches this, the documents do not answer; a request's {@code minScore} counts in its place. */
    @WithDefault("0.05")
    double minScore();

    /** How many turns of a conversation are read; what was said before them is forgotten. */
    @WithDefault("20")
    int turns();

    /** The most turns that a request may bring. */
    @WithDefault("200")
    int mostTurns();

    /** How long the chat model may take for an answer, from its first word to its last. */
    @WithDefault("2m")
    Duration timeout();

    /** The longest that a chat model may say, in UTF-16 units: one that goes on and on has lost its task. */
    @WithDefault("20000")
    int characters();

    /** How many questions are answered at a time; more are refused as overloaded. */
    @WithDefault("16")
    int concurrent();
}
