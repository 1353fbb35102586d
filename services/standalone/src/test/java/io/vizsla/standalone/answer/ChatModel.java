package io.vizsla.standalone.answer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scripted chat model that an instance under test is configured to use. */
public final class ChatModel implements QuarkusTestResourceLifecycleManager {

    private @Nullable ScriptedModel model;

    @Override
    public Map<String, String> start() {
        try {
            ScriptedModel started = new ScriptedModel();
            model = started;
            return Map.of("vizsla.chat.url", started.url(), "vizsla.chat.model", "scripted");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        try {
            if (model != null) {
                model.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
