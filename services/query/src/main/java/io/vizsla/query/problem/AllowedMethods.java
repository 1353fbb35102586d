package io.vizsla.query.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which methods are answered at an address. The HTTP layer looks at one resource after the other and keeps in mind only
 * what the last of them said, so that it takes an address of several for unknown. Safe for any number of threads.
 */
@Singleton
public class AllowedMethods {

    private static final Pattern PLACE = Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*([^}]+))?}");
    private static final String ONE_SEGMENT = "[^/]+";

    private final List<Address> addresses = new ArrayList<>();

    /** Knows the resources among the beans of the application. */
    @Inject
    public AllowedMethods(BeanManager beans) {
        this(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .toList());
    }

    AllowedMethods(Collection<Class<?>> classes) {
        for (Class<?> resource : classes) {
            if (resource.isAnnotationPresent(Path.class)) {
                Arrays.stream(resource.getDeclaredMethods()).forEach(method -> add(resource, method));
            }
        }
    }

    private record Address(Pattern path, String method) {}

    private void add(Class<?> resource, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod known = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (known != null) {
                addresses.add(new Address(pattern(path(resource) + path(method)), known.value()));
            }
        }
    }

    /**
     * Returns the methods that are answered at a path, in alphabetical order; none if nobody knows it.
     *
     * @param path with or without its first slash
     */
    public SortedSet<String> at(String path) {
        String whole = path.startsWith("/") ? path : "/" + path;
        SortedSet<String> allowed = new TreeSet<>();
        for (Address address : addresses) {
            if (address.path().matcher(whole).matches()) {
                allowed.add(address.method());
            }
        }
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        return allowed;
    }

    private static String path(AnnotatedElement element) {
        String path = Optional.ofNullable(element.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    private static Pattern pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int done = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(template.substring(done, place.start())));
            pattern.append(place.group(1) == null ? ONE_SEGMENT : place.group(1));
            done = place.end();
        }
        pattern.append(Pattern.quote(template.substring(done))).append("/?");
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
