package io.vizsla.query.collection;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.Languages;
import io.vizsla.query.config.CollectionsConfig;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.query.port.Searcher;
import jakarta.inject.Singleton;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a checked specification of what a caller wants, what is there, and the defaults. */
@Singleton
public class CollectionDraft {

    private final CollectionsConfig defaults;
    private final ModelCatalog models;
    private final Searcher searcher;

    /** Drafts by these parts. */
    public CollectionDraft(CollectionsConfig defaults, ModelCatalog models, Searcher searcher) {
        this.defaults = defaults;
        this.models = models;
        this.searcher = searcher;
    }

    // The class file of the record's compact constructor does not carry the nullness of the map's values.
    @SuppressWarnings("NullAway")
    CollectionSpec of(String name, Optional<CollectionSpec> existing, CollectionChange change) {
        String model = first(change.model(), existing.map(CollectionSpec::model).orElse(null), defaults.model());
        String language = language(change.language(), existing);
        FieldSchema fields = change.fields() == null
                ? existing.map(CollectionSpec::fields).orElse(FieldSchema.EMPTY)
                : FieldSchema.of(change.fields());
        Map<String, @Nullable Object> pipeline = pipeline(existing, change);
        ModelCard card = models.encoder(model).card();
        Cutting cutting = cutting(card, existing.map(CollectionSpec::cutting), change);
        Purpose purpose = change.purpose() == null
                ? existing.map(CollectionSpec::purpose).orElse(Purpose.KNOWLEDGE)
                : change.purpose();
        Tasks tasks = tasks(existing.map(CollectionSpec::tasks).orElse(Tasks.NONE), change);
        Integer dimension = dimension(card, existing, change);
        CollectionSpec spec =
                new CollectionSpec(name, model, dimension, language, cutting, fields, purpose, tasks, pipeline);
        CollectionSpec queried = spec.withQueryModels(queryModels(existing, spec))
                .withGeneration(existing.map(CollectionSpec::generation).orElse(0));
        searcher.check(queried);
        if (existing.isEmpty() || !readsLike(existing.get(), queried)) {
            checkRoom(tasks, models.encoder(queried));
        }
        return queried;
    }

    /** Those of another space do not serve it. */
    private static QueryModels queryModels(Optional<CollectionSpec> existing, CollectionSpec wanted) {
        return existing.filter(spec -> spec.model().equals(wanted.model()) && spec.purpose() == wanted.purpose())
                .map(CollectionSpec::queryModels)
                .orElse(QueryModels.NONE);
    }

    /** Returns what vectors are cut to, null for the model's own dimension, which another model gets that names none. */
    private static @Nullable Integer dimension(
            ModelCard card, Optional<CollectionSpec> existing, CollectionChange change) {
        Integer wanted = change.dimension();
        if (wanted == null) {
            return existing.filter(spec -> spec.model().equals(card.name()))
                    .map(CollectionSpec::dimension)
                    .orElse(null);
        }
        return card.checkDimension("dimension", wanted) == card.dimension() ? null : wanted;
    }

    private static Tasks tasks(Tasks existing, CollectionChange change) {
        String usual = change.defaultTask() == null ? existing.usual() : change.defaultTask();
        return new Tasks(
                change.tasks() == null ? existing.instructions() : change.tasks(),
                usual == null || usual.isEmpty() ? null : usual);
    }

    /** Whether queries of the two are read alike, so that tasks which had room have it still. */
    private static boolean readsLike(CollectionSpec one, CollectionSpec other) {
        return one.tasks().equals(other.tasks())
                && one.queryModel().equals(other.queryModel())
                && one.purpose() == other.purpose();
    }

    /** An instruction that leaves no room for a query is refused now, not with every search. */
    static void checkRoom(Tasks tasks, Encoder encoder) {
        if (encoder.card().readsInstructions()) {
            tasks.instructions().keySet().forEach(task -> checkRoom(task, tasks.instruction(task), encoder));
        }
    }

    private static void checkRoom(String task, Instruction instruction, Encoder encoder) {
        try {
            encoder.encode(List.of(new EncodingInput(task, Role.QUERY, instruction, List.of())));
        } catch (VizslaException refused) {
            if (refused.code() != ErrorCode.TOO_LARGE) {
                throw refused;
            }
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE,
                    "tasks." + task,
                    instruction.text(),
                    refused.bound().orElse("short enough for the model"));
        }
    }

    private static Map<String, @Nullable Object> pipeline(Optional<CollectionSpec> existing, CollectionChange change) {
        if (change.pipeline() != null) {
            return change.pipeline();
        }
        return existing.isPresent() ? existing.get().pipeline() : new LinkedHashMap<>();
    }

    private Cutting cutting(ModelCard card, Optional<Cutting> existing, CollectionChange change) {
        int inherited = existing.map(Cutting::maxTokens).orElse(Math.min(defaults.maxTokens(), card.maxTokens()));
        int maxTokens = change.maxTokens() == null ? inherited : change.maxTokens();
        if (maxTokens > card.maxTokens()) {
            throw VizslaException.invalid(
                    "cutting.maxTokens",
                    maxTokens,
                    "at most " + card.maxTokens() + ", all that " + card.name() + " reads");
        }
        int overlap = existing.map(Cutting::overlap).orElse(Math.min(defaults.overlap(), maxTokens / 4));
        return new Cutting(maxTokens, change.overlap() == null ? Math.min(overlap, maxTokens / 2) : change.overlap());
    }

    /** What is there stays, even if it was taken when less was checked. */
    private String language(@Nullable String wanted, Optional<CollectionSpec> existing) {
        String present = existing.map(CollectionSpec::language).orElse(null);
        if (present != null && (wanted == null || wanted.equals(present))) {
            return present;
        }
        return language(wanted == null ? defaults.language() : wanted);
    }

    private static String language(String tag) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException illFormed) {
            throw badLanguage(tag);
        }
        String known = locale.toLanguageTag();
        if (tag.isEmpty() || !Languages.hasRules(known) && !known.equals(Languages.UNDETERMINED)) {
            throw badLanguage(tag);
        }
        return known;
    }

    private static VizslaException badLanguage(String tag) {
        return VizslaException.invalid(
                "language",
                tag,
                "a BCP 47 tag such as en or de-AT of one of the languages " + String.join(", ", Languages.withRules())
                        + ", or " + Languages.UNDETERMINED + " for any other");
    }

    private static String first(@Nullable String wanted, @Nullable String existing, String otherwise) {
        if (wanted != null) {
            return wanted;
        }
        return existing != null ? existing : otherwise;
    }
}
