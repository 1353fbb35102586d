package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How models are refreshed. */
@ConfigMapping(prefix = "vizsla.training")
public interface TrainingConfig {

    /** How many candidates vectors and words bring each for a judged query. */
    @WithDefault("100")
    int candidates();

    /** Larger collections are sampled to so many passages; judged ones and candidates always stay. */
    @WithDefault("50000")
    int mostPassages();

    /** Judged queries without which no refresh begins. */
    @WithDefault("10")
    int fewestQueries();

    /** Judged queries that make another collection of the same model a guard, which must not lose. */
    @WithDefault("20")
    int guardQueries();

    /** How many collections are guards at most. */
    @WithDefault("3")
    int mostGuards();

    /** Whether the similarity of tokens is a voice of the teacher, where a collection keeps token vectors. */
    @WithDefault("false")
    boolean tokens();

    /** New judgements and clicks that make a refresh begin by itself; 0 for never. */
    @WithDefault("0")
    int after();

    /** How long after a refresh of a collection the next one begins by itself at the soonest. */
    @WithDefault("1d")
    Duration every();

    /** How many of the latest queries of each collection are kept in memory to learn from; 0 for none. */
    @WithDefault("0")
    int loggedQueries();

    /** How many jobs wait at most; one runs at a time. */
    @WithDefault("10")
    int queue();
}
