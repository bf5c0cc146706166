#include "facts/Facts.h"
