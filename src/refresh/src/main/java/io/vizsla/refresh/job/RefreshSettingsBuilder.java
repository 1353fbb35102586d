package io.vizsla.refresh.job;

import org.jspecify.annotations.Nullable;

/** Settings that differ from others in a few things; see {@link RefreshSettings} for what each means. Checked when they are built. */
public final class RefreshSettingsBuilder {

    private final RefreshSettings base;
    private RefreshKind kind;
    private String precision;
    private int threads;
    private Negatives negatives;
    private @Nullable String student;

    RefreshSettingsBuilder(RefreshSettings base) {
        this.base = base;
        this.kind = base.kind();
        this.precision = base.precision();
        this.threads = base.threads();
        this.negatives = base.negatives();
        this.student = base.student();
    }

    /** Wants a precision. */
    public RefreshSettingsBuilder precision(String wanted) {
        precision = wanted;
        return this;
    }

    /** Wants so many threads. */
    public RefreshSettingsBuilder threads(int wanted) {
        threads = wanted;
        return this;
    }

    /** Wants these negatives. */
    public RefreshSettingsBuilder negatives(Negatives wanted) {
        negatives = wanted;
        return this;
    }

    /** Wants a student of this name. */
    public RefreshSettingsBuilder student(String name) {
        kind = RefreshKind.STUDENT;
        student = name;
        return this;
    }

    /**
     * Returns the settings.
     *
     * @throws io.vizsla.api.error.VizslaException {@code INVALID_ARGUMENT} naming the first that is out of its bound
     */
    public RefreshSettings build() {
        return new RefreshSettings(
                kind,
                base.epochs(),
                base.batch(),
                base.rate(),
                base.soft(),
                base.temperature(),
                base.teacherTemperature(),
                base.raise(),
                precision,
                threads,
                base.folds(),
                base.passages(),
                base.risk(),
                base.loss(),
                base.seed(),
                base.rank(),
                base.pairs(),
                negatives,
                student);
    }
}
