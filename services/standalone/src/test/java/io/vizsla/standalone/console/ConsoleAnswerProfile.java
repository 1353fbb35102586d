package io.vizsla.standalone.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.answer.ChatModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** As {@link ConsoleProfile}, with a scripted chat model. */
public final class ConsoleAnswerProfile implements QuarkusTestProfile {

    private final ConsoleProfile usual = new ConsoleProfile();

    @Override
    public Map<String, String> getConfigOverrides() {
        return usual.getConfigOverrides();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return Stream.concat(usual.testResources().stream(), Stream.of(new TestResourceEntry(ChatModel.class)))
                .toList();
    }
}
