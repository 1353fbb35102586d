package io.vizsla.ingestion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A header of a record of the log. A record may have several of one name.
 *
 * @param value not copied; null where its sender gave none
 */
public record LogHeader(String name, byte @Nullable [] value) {

    /** Returns how many bytes it is about. */
    public long bytes() {
        return name.length() + (value == null ? 0L : value.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogHeader that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + (value == null ? "null" : value.length + " bytes");
    }
}
