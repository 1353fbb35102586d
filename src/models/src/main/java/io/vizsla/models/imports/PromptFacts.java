package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the prompts of each role in {@code config_sentence_transformers.json}, or takes a known form instead. */
final class PromptFacts {

    private static final String FILE = "config_sentence_transformers.json";

    private static final Map<Role, List<String>> NAMES = Map.of(
            Role.QUERY, List.of("query", "search_query", "s2p_query", "web_search_query", "Retrieval-query"),
            Role.PASSAGE, List.of("passage", "document", "search_document", "corpus", "Retrieval-document"));

    private final Findings findings;
    private final JsonNode prompts;
    private final String byDefault;

    private PromptFacts(Findings findings, JsonNode settings) {
        this.findings = findings;
        this.prompts = settings.path("prompts");
        this.byDefault = settings.path("default_prompt_name").asText("");
    }

    /**
     * Returns the prompts; a role without entry has none.
     *
     * @param template name of a known form that takes the place of what the export says, null for none
     */
    static Map<Role, PromptTemplate> read(ExportFolder export, @Nullable String template) {
        JsonNode settings = export.json(FILE);
        if (settings.path("similarity_fn_name").asText("").equals("dot")) {
            export.findings()
                    .notice(FILE + " says similarity dot: vectors are brought to unit length here, so that their"
                            + " length no longer counts");
        }
        Map<Role, PromptTemplate> stated = new PromptFacts(export.findings(), settings).byRole();
        if (template == null) {
            return stated;
        }
        Map<Role, PromptTemplate> known = known(template);
        if (!stated.isEmpty() && !stated.equals(known)) {
            export.findings().notice("the form " + template + " takes the place of the prompts in " + FILE);
        }
        return known;
    }

    private static Map<Role, PromptTemplate> known(String template) {
        Map<Role, PromptTemplate> known = new EnumMap<>(Role.class);
        KnownTemplates.query(template).ifPresent(form -> known.put(Role.QUERY, form));
        KnownTemplates.passage(template)
                .filter(form -> !form.equals(PromptTemplate.NONE))
                .ifPresent(form -> known.put(Role.PASSAGE, form));
        return known;
    }

    private Map<Role, PromptTemplate> byRole() {
        Map<Role, PromptTemplate> found = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String name = name(role);
            String text = prompts.path(name).asText("");
            if (!text.isEmpty()) {
                form(name, text).ifPresent(form -> found.put(role, form));
            }
        }
        tellTheRest();
        return found;
    }

    /** Returns the first name of a role that has a prompt; other ones must not contradict it. */
    private String name(Role role) {
        List<String> there = NAMES.getOrDefault(role, List.of()).stream()
                .filter(prompts::has)
                .toList();
        if (there.isEmpty()) {
            return byDefault;
        }
        long different = there.stream()
                .map(name -> prompts.path(name).asText())
                .distinct()
                .count();
        if (different > 1) {
            findings.notice(FILE + " has several prompts for the role "
                    + role.name().toLowerCase(Locale.ROOT) + ", " + there + "; taken: " + there.getFirst());
        }
        return there.getFirst();
    }

    private void tellTheRest() {
        List<String> others = new ArrayList<>();
        prompts.fieldNames().forEachRemaining(name -> {
            if (!name.equals(byDefault) && NAMES.values().stream().noneMatch(names -> names.contains(name))) {
                others.add(name);
            }
        });
        if (!others.isEmpty()) {
            findings.notice(
                    "prompts left out, which stand for neither queries nor passages: " + String.join(", ", others));
        }
    }

    private Optional<PromptTemplate> form(String name, String text) {
        try {
            return Optional.of(PromptText.form(text));
        } catch (VizslaException e) {
            findings.problem(FILE + ": prompt " + name + ": " + e.detail());
            return Optional.empty();
        }
    }
}
