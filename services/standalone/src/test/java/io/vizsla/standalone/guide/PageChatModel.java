package io.vizsla.standalone.guide;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vizsla.standalone.answer.ChatModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts the instance under test with the settings of {@code ./vizsla start} in {@code docs/guides/answers.md}, and a scripted chat model. */
public final class PageChatModel implements QuarkusTestResourceLifecycleManager {

    /** Where the pages have the chat model. */
    static final String USUAL = "http://localhost:11434/v1";

    private static final Pattern SETTING = Pattern.compile("-D(\\S+?)=(\\S+)");

    private @Nullable ChatModel model;

    @Override
    public Map<String, String> start() {
        ChatModel scripted = new ChatModel();
        model = scripted;
        String address = String.valueOf(scripted.start().get("vizsla.chat.url"));
        Map<String, String> settings = new HashMap<>();
        try {
            String command = GuidePage.of("docs/guides/answers.md", 0).command("./vizsla start ");
            SETTING.matcher(command)
                    .results()
                    .forEach(set -> settings.put(set.group(1), set.group(2).replace(USUAL, address)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return settings;
    }

    @Override
    public void stop() {
        if (model != null) {
            model.stop();
        }
    }
}
