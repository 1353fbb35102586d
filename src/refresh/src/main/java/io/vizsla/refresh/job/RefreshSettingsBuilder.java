package io.vizsla.refresh.job;

import org.jspecify.annotations.Nullable;

/**
 * Settings that differ from others in a few things; see {@link RefreshSettings} for what each means. Checked when they
 * are built. For one thread.
 */
public final class RefreshSettingsBuilder {

    private RefreshKind kind;
    private int epochs;
    private int batch;
    private double rate;
    private double soft;
    private double temperature;
    private double teacherTemperature;
    private double raise;
    private String precision;
    private int threads;
    private int folds;
    private int passages;
    private double risk;
    private double loss;
    private long seed;
    private int rank;
    private LearnedPairs pairs;
    private Negatives negatives;
    private double drift;
    private @Nullable String student;

    RefreshSettingsBuilder(RefreshSettings base) {
        this.kind = base.kind();
        this.epochs = base.epochs();
        this.batch = base.batch();
        this.rate = base.rate();
        this.soft = base.soft();
        this.temperature = base.temperature();
        this.teacherTemperature = base.teacherTemperature();
        this.raise = base.raise();
        this.precision = base.precision();
        this.threads = base.threads();
        this.folds = base.folds();
        this.passages = base.passages();
        this.risk = base.risk();
        this.loss = base.loss();
        this.seed = base.seed();
        this.rank = base.rank();
        this.pairs = base.pairs();
        this.negatives = base.negatives();
        this.drift = base.drift();
        this.student = base.student();
    }

    /** Wants this part of the model trained. */
    public RefreshSettingsBuilder kind(RefreshKind wanted) {
        kind = wanted;
        return this;
    }

    /** Wants each query seen so often. */
    public RefreshSettingsBuilder epochs(int wanted) {
        epochs = wanted;
        return this;
    }

    /** Wants so many queries in a step. */
    public RefreshSettingsBuilder batch(int wanted) {
        batch = wanted;
        return this;
    }

    /** Wants this rate of learning. */
    public RefreshSettingsBuilder rate(double wanted) {
        rate = wanted;
        return this;
    }

    /** Wants this share of the teacher's labels. */
    public RefreshSettingsBuilder soft(double wanted) {
        soft = wanted;
        return this;
    }

    /** Wants this temperature of the model's scores. */
    public RefreshSettingsBuilder temperature(double wanted) {
        temperature = wanted;
        return this;
    }

    /** Wants this temperature of the teacher's scores. */
    public RefreshSettingsBuilder teacherTemperature(double wanted) {
        teacherTemperature = wanted;
        return this;
    }

    /** Wants relevant passages raised so far. */
    public RefreshSettingsBuilder raise(double wanted) {
        raise = wanted;
        return this;
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

    /** Wants so many folds of the check. */
    public RefreshSettingsBuilder folds(int wanted) {
        folds = wanted;
        return this;
    }

    /** Wants so many passages in a step. */
    public RefreshSettingsBuilder passages(int wanted) {
        passages = wanted;
        return this;
    }

    /** Wants this risk of no gain taken. */
    public RefreshSettingsBuilder risk(double wanted) {
        risk = wanted;
        return this;
    }

    /** Wants this loss on guards taken. */
    public RefreshSettingsBuilder loss(double wanted) {
        loss = wanted;
        return this;
    }

    /** Wants this seed. */
    public RefreshSettingsBuilder seed(long wanted) {
        seed = wanted;
        return this;
    }

    /** Wants this rank. */
    public RefreshSettingsBuilder rank(int wanted) {
        rank = wanted;
        return this;
    }

    /** Wants what is learned from. */
    public RefreshSettingsBuilder pairs(LearnedPairs wanted) {
        pairs = wanted;
        return this;
    }

    /** Wants these negatives. */
    public RefreshSettingsBuilder negatives(Negatives wanted) {
        negatives = wanted;
        return this;
    }

    /** Wants queries of no matter what held with this weight. */
    public RefreshSettingsBuilder drift(double wanted) {
        drift = wanted;
        return this;
    }

    /** Wants a student of this name, which is a kind of its own. */
    public RefreshSettingsBuilder student(@Nullable String name) {
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
                epochs,
                batch,
                rate,
                soft,
                temperature,
                teacherTemperature,
                raise,
                precision,
                threads,
                folds,
                passages,
                risk,
                loss,
                seed,
                rank,
                pairs,
                negatives,
                drift,
                student);
    }
}
