package io.vizsla.index.lucene;

import java.util.Arrays;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/**
 * Chunks of which a keyword holds a text. Looks at every keyword of the field, once each however many chunks have it: an automaton
 * would do the same and grow with the text.
 */
final class ContainsQuery extends MultiTermQuery {

    /** Terms are UTF-16 units of two bytes; the text can begin at each of these, and not between them. */
    private static final int UNIT = 2;

    private final BytesRef part;

    /**
     * Makes a query.
     *
     * @param part in the form of the field's terms
     */
    ContainsQuery(String field, BytesRef part) {
        super(field, CONSTANT_SCORE_BLENDED_REWRITE);
        this.part = part;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws java.io.IOException {
        return new FilteredTermsEnum(terms.iterator(), false) {
            @Override
            protected AcceptStatus accept(BytesRef term) {
                return holds(term) ? AcceptStatus.YES : AcceptStatus.NO;
            }
        };
    }

    private boolean holds(BytesRef term) {
        int last = term.offset + term.length - part.length;
        for (int from = term.offset; from <= last; from += UNIT) {
            if (Arrays.equals(
                    term.bytes, from, from + part.length, part.bytes, part.offset, part.offset + part.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(field)) {
            // The part is no term of the field.
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return field + ":contains(" + part + ")";
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof ContainsQuery query && part.equals(query.part);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + part.hashCode();
    }
}
