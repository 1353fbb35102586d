package io.vizsla.standalone.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vizsla.api.encoding.Role;
import io.vizsla.encoding.EncoderListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Publishes what the encoders do. */
final class EncoderMeters implements EncoderListener {

    private final Map<Role, RoleMeters> roles = new EnumMap<>(Role.class);
    private final Counter cacheHits;
    private final Counter cacheMisses;

    EncoderMeters(MeterRegistry meters) {
        for (Role role : Role.values()) {
            roles.put(role, RoleMeters.of(meters, role.name().toLowerCase(Locale.ROOT)));
        }
        this.cacheHits = meters.counter("vizsla.encoder.cache", "result", "hit");
        this.cacheMisses = meters.counter("vizsla.encoder.cache", "result", "miss");
    }

    @Override
    public void batch(Role role, int size, int tokens, int paddedTokens, long nanos) {
        RoleMeters meters = meters(role);
        meters.tokens().increment(tokens);
        meters.padding().increment(paddedTokens - tokens);
        meters.texts().record(size);
        meters.batch().record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void waited(Role role, long nanos) {
        meters(role).queueWait().record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void cache(boolean hit) {
        (hit ? cacheHits : cacheMisses).increment();
    }

    private RoleMeters meters(Role role) {
        return Objects.requireNonNull(roles.get(role));
    }

    private record RoleMeters(
            Counter tokens, Counter padding, DistributionSummary texts, Timer batch, Timer queueWait) {

        static RoleMeters of(MeterRegistry meters, String role) {
            return new RoleMeters(
                    meters.counter("vizsla.encoder.tokens", "role", role),
                    meters.counter("vizsla.encoder.padding.tokens", "role", role),
                    meters.summary("vizsla.encoder.batch.texts", "role", role),
                    meters.timer("vizsla.encoder.batch", "role", role),
                    meters.timer("vizsla.encoder.queue.wait", "role", role));
        }
    }
}
