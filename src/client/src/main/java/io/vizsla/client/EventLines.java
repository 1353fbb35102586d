package io.vizsla.client;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what server-sent events carry. */
final class EventLines {

    private static final String DATA = "data:";

    private final BufferedReader lines;

    EventLines(BufferedReader lines) {
        this.lines = lines;
    }

    /** Returns the data of the next event, its lines joined; null at the end, where an event that is not whole is left out. */
    @Nullable
    String next() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                String rest = line.substring(DATA.length());
                data.append(data.isEmpty() ? "" : "\n").append(rest.startsWith(" ") ? rest.substring(1) : rest);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
        }
        return null;
    }
}
