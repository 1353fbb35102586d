package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How challengers are compared with the models that serve. */
@ConfigMapping(prefix = "vizsla.shadow")
public interface ShadowConfig {

    /** Share of a collection's searches that its challenger reads too, 0..1. */
    @WithDefault("0.1")
    double share();

    /** How many searches wait for the challenger at most; more are left out. */
    @WithDefault("32")
    int queue();
}
