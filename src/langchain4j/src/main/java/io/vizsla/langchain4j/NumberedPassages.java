package io.vizsla.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.injector.ContentInjector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts passages before the user's question as {@code <passage number="1">...</passage>}: each has the number by which
 * {@link CitedAnswer} knows it, and marks that its text cannot close. {@code <} and {@code >} of the text become {@code ‹} and
 * {@code ›}. The system message should say that nothing between the marks is addressed to the model.
 *
 * <p>A memory that keeps what was sent would show the model old passages under numbers that mean others now: {@link #question} is
 * what to keep. Safe for any number of threads.
 */
public final class NumberedPassages implements ContentInjector {

    /** How many characters of a message's first text are passages: the attribute goes with the message wherever it is kept. */
    private static final String LENGTH = "vizsla.passages";

    private static final String QUESTION = "\nQuestion: ";

    /**
     * Returns the message with the passages before it; the same message if there are none, or if it is not the user's.
     *
     * @param contents in the order of their numbers, from 1
     */
    @Override
    public ChatMessage inject(List<Content> contents, ChatMessage message) {
        if (contents.isEmpty() || !(message instanceof UserMessage asked)) {
            return message;
        }
        String passages = passages(contents) + QUESTION;
        List<dev.langchain4j.data.message.Content> parts = new ArrayList<>(asked.contents());
        if (parts.get(0) instanceof TextContent first) {
            parts.set(0, TextContent.from(passages + first.text()));
        } else {
            parts.add(0, TextContent.from(passages));
        }
        Map<String, Object> attributes = new LinkedHashMap<>(asked.attributes());
        attributes.put(LENGTH, passages.length());
        return asked.toBuilder().contents(parts).attributes(attributes).build();
    }

    /** Returns a message as it was before passages were put into it; any other as it is. */
    public static ChatMessage question(ChatMessage message) {
        if (!(message instanceof UserMessage sent)
                || !(sent.attributes().get(LENGTH) instanceof Number length)
                || !(sent.contents().get(0) instanceof TextContent first)) {
            return message;
        }
        List<dev.langchain4j.data.message.Content> parts = new ArrayList<>(sent.contents());
        String asked =
                first.text().substring(Math.min(length.intValue(), first.text().length()));
        if (asked.isEmpty()) {
            parts.remove(0);
        } else {
            parts.set(0, TextContent.from(asked));
        }
        Map<String, Object> attributes = new LinkedHashMap<>(sent.attributes());
        attributes.remove(LENGTH);
        return sent.toBuilder().contents(parts).attributes(attributes).build();
    }

    private static String passages(List<Content> contents) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < contents.size(); i++) {
            String shown =
                    contents.get(i).textSegment().text().replace('<', '‹').replace('>', '›');
            text.append("<passage number=\"")
                    .append(i + 1)
                    .append("\">\n")
                    .append(shown)
                    .append("\n</passage>\n");
        }
        return text.toString();
    }
}
