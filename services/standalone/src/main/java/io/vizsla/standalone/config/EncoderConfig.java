package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.encoding.DeviceChoice;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.PrecisionChoice;
import java.util.Optional;
import java.util.OptionalInt;

/** How embedding models are run. */
@ConfigMapping(prefix = "vizsla.encoder")
public interface EncoderConfig {

    /** Which graph reads queries: auto, fp32, fp16, bf16 or int8. */
    @WithDefault("auto")
    PrecisionChoice queries();

    /** Which graph reads passages: auto, fp32, fp16, bf16 or int8. */
    @WithDefault("auto")
    PrecisionChoice passages();

    /** What computes: auto, cpu or cuda. */
    @WithDefault("auto")
    DeviceChoice device();

    /** Threads that compute; left out: one for each processor. */
    OptionalInt threads();

    /** The most tokens of one batch, padding included. */
    @WithDefault("512")
    int batchTokens();

    /** The most tokens that wait for their batch. */
    @WithDefault("4194304")
    int queueTokens();

    /** The most memory for the vectors of queries that were asked before; 0 for none. */
    @WithDefault("32M")
    MemorySize cache();

    /** The cross-encoder that reranks, as the name of a model folder; left out: none. */
    Optional<String> crossEncoder();

    /** Returns the encoder's settings. */
    default EncoderOptions options() {
        EncoderOptions defaults = EncoderOptions.defaults();
        return new EncoderOptions(
                queries(),
                passages(),
                threads().orElse(defaults.threads()),
                batchTokens(),
                queueTokens(),
                cache().asLongValue(),
                true,
                device());
    }
}
