package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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

    /** How many jobs wait at most; one runs at a time. */
    @WithDefault("10")
    int queue();
}
