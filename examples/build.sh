# What the scripts of the examples share; they read it in the root of the tree. VIZSLA_BUILD=never has them take what is built.

fresh() { # fresh EXAMPLE JAR: whether the jar is newer than every source of the example and of the libraries that it is made of
  [ -f "$2" ] || return 1
  for source in pom.xml "examples/$1/pom.xml" "examples/$1/src" src/api/pom.xml src/api/src/main src/client/pom.xml \
    src/client/src/main src/langchain4j/pom.xml src/langchain4j/src/main; do
    [ -e "$source" ] || continue
    [ -z "$(find "$source" -newer "$2" 2>/dev/null | head -n 1)" ] || return 1
  done
}

there() { # there JAR WHY: ends the script if there is no such jar
  [ -f "$1" ] && return
  echo "There is no $1 $2" >&2
  exit 5
}

build() { # build EXAMPLE JAR: builds the jar, a file below the example's target, unless it is fresh; ends the script if that fails
  target="examples/$1/target"
  if [ "${VIZSLA_BUILD:-auto}" = never ]; then
    there "$target/$2" "and VIZSLA_BUILD is never: ./mvnw -Dquick -pl examples/$1 -am package"
    return
  fi
  fresh "$1" "$target/$2" && return
  mkdir -p "$target" && touch "$target/started" || exit 5
  # The questions on the standard input are the example's to read.
  ./mvnw -B -q -Dquick -Dmaven.test.skip=true -pl "examples/$1" -am package >&2 </dev/null || exit 5
  there "$target/$2" "although the build ended well"
  # Maven leaves a jar alone that would not change. What was written during the build is newer than its beginning.
  touch -c -r "$target/started" "$target/$2" || exit 5
}
