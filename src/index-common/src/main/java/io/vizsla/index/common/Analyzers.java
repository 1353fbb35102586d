package io.vizsla.index.common;

import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** Chooses the word analysis of a language. */
public final class Analyzers {

    /** Longer words are nothing that anybody searches for: encoded data, and words without spaces. */
    static final int LONGEST_WORD = 128;

    private Analyzers() {}

    /**
     * Returns the analyzer of a BCP 47 language by the rules of {@link io.vizsla.api.text.Languages}; one that only
     * splits and lower-cases for languages that have none, and for {@code und}. The caller closes it.
     */
    public static Analyzer of(String language) {
        return new Bounded(byLanguage(Locale.forLanguageTag(language).getLanguage()));
    }

    static Analyzer byLanguage(String language) {
        return switch (language) {
            case "ar" -> new ArabicAnalyzer();
            case "bg" -> new BulgarianAnalyzer();
            case "bn" -> new BengaliAnalyzer();
            case "ca" -> new CatalanAnalyzer();
            case "ckb" -> new SoraniAnalyzer();
            case "cs" -> new CzechAnalyzer();
            case "da" -> new DanishAnalyzer();
            case "de" -> new GermanAnalyzer();
            case "el" -> new GreekAnalyzer();
            case "en" -> new EnglishAnalyzer();
            case "es" -> new SpanishAnalyzer();
            case "et" -> new EstonianAnalyzer();
            case "eu" -> new BasqueAnalyzer();
            case "fa" -> new PersianAnalyzer();
            case "fi" -> new FinnishAnalyzer();
            case "fr" -> new FrenchAnalyzer();
            case "ga" -> new IrishAnalyzer();
            case "gl" -> new GalicianAnalyzer();
            case "hi" -> new HindiAnalyzer();
            case "hu" -> new HungarianAnalyzer();
            case "hy" -> new ArmenianAnalyzer();
            case "id" -> new IndonesianAnalyzer();
            case "it" -> new ItalianAnalyzer();
            case "lt" -> new LithuanianAnalyzer();
            case "lv" -> new LatvianAnalyzer();
            case "ne" -> new NepaliAnalyzer();
            case "nl" -> new DutchAnalyzer();
            case "no", "nb", "nn" -> new NorwegianAnalyzer();
            case "pt" -> new PortugueseAnalyzer();
            case "ro" -> new RomanianAnalyzer();
            case "ru" -> new RussianAnalyzer();
            case "sr" -> new SerbianAnalyzer();
            case "sv" -> new SwedishAnalyzer();
            case "ta" -> new TamilAnalyzer();
            case "te" -> new TeluguAnalyzer();
            case "th" -> new ThaiAnalyzer();
            case "tr" -> new TurkishAnalyzer();
            case "ja", "ko", "zh" -> new CJKAnalyzer();
            default -> new StandardAnalyzer();
        };
    }

    /** Leaves out words that are too long, so that no text fills the dictionary. */
    private static final class Bounded extends AnalyzerWrapper {

        private final Analyzer analyzer;

        Bounded(Analyzer analyzer) {
            super(analyzer.getReuseStrategy());
            this.analyzer = analyzer;
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return analyzer;
        }

        @Override
        protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
            TokenStream bounded = new LengthFilter(components.getTokenStream(), 1, LONGEST_WORD);
            return new TokenStreamComponents(components.getSource(), bounded);
        }

        @Override
        public void close() {
            analyzer.close();
            super.close();
        }
    }
}
